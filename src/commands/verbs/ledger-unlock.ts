import type { Verb } from './verb.ts'

export const ledgerUnlock: Verb = {
  name: 'ledger unlock',
  says: 'Free a workspace whose run is gone for good.',
  words: { id: 'the id of the lock, as the refusal names it' },
  takes: [],
  writes: 'nobody',
  examples: [['content-sync ledger unlock 3f0c…', 'only when no run is under way']],
  load: async () => ({ run: (await import('../ledger/unlock.ts')).ledgerUnlock }),
}
