import type { Verb } from './verb.ts'

export const ledgerRebuild: Verb = {
  name: 'ledger rebuild',
  says: 'Make the memory anew from workspace and files, where it is lost or damaged. The old one is kept aside.',
  words: {},
  takes: ['dry-run', 'yes', 'decisions'],
  writes: 'nobody',
  examples: [
    ['content-sync ledger rebuild --dry-run', 'what would be bound, and what is left to decide'],
    ['content-sync ledger rebuild -w production', 'asks first'],
  ],
  load: async () => ({ run: (await import('../ledger/rebuild.ts')).ledgerRebuild }),
}
