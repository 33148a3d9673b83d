import type { Verb } from './verb.ts'

export const ledgerShow: Verb = {
  name: 'ledger show',
  says: 'Which key has which id.',
  words: {},
  takes: [],
  writes: 'nobody',
  examples: [['content-sync ledger show', 'everything we remember of the default workspace']],
  load: async () => ({ run: (await import('../ledger/show.ts')).ledgerShow }),
}
