import type { Verb } from './verb.ts'

export const ledgerHistory: Verb = {
  name: 'ledger history',
  says: 'Which runs there were: when, what they changed, which guards they passed by.',
  words: {},
  takes: [],
  writes: 'nobody',
  examples: [['content-sync ledger history', 'the newest first; rollback takes one back']],
  load: async () => ({ run: (await import('../ledger/history.ts')).ledgerHistory }),
}
