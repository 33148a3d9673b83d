import type { Verb } from './verb.ts'

export const ledgerBind: Verb = {
  name: 'ledger bind',
  says: 'Say by hand which object of the workspace a key is, or what a file of decisions says.',
  words: {},
  more: { key: 'billing/refunds, or with its kind: article:billing/refunds', id: 'the id in Intercom' },
  takes: ['decisions'],
  writes: 'nobody',
  examples: [
    ['content-sync ledger bind article:billing/refunds 123456', 'the article 123456 is that file from now on'],
    ['content-sync ledger bind --decisions decisions.yaml', 'all that adopt --decisions left to decide'],
  ],
  load: async () => ({ run: (await import('../ledger/bind.ts')).ledgerBind }),
}
