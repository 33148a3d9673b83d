import type { Verb } from './verb.ts'

export const ledgerBind: Verb = {
  name: 'ledger bind',
  says: 'Say by hand which object of the workspace a key is.',
  words: { key: 'billing/refunds, or with its kind: article:billing/refunds', id: 'the id in Intercom' },
  takes: [],
  writes: 'nobody',
  examples: [['content-sync ledger bind article:billing/refunds 123456', 'the article 123456 is that file from now on']],
  load: async () => ({ run: (await import('../ledger/bind.ts')).ledgerBind }),
}
