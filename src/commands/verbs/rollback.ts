import type { Verb } from './verb.ts'

export const rollback: Verb = {
  name: 'rollback',
  says: 'Take a run back: what it changed becomes what it was before, what somebody changed since stays.',
  words: {},
  more: { run: 'the id of the run, or how it begins; else the last run that changed something' },
  takes: ['from', 'dry-run', 'yes'],
  writes: 'workspace',
  examples: [
    ['content-sync rollback --dry-run', 'what taking the last run back would do'],
    ['content-sync rollback 3f0c --yes', 'a run of ledger history, without asking'],
    ['content-sync rollback -w new --from old', 'a migration; --from backup: a restore'],
  ],
  load: async () => ({ run: (await import('../rollback.ts')).rollback }),
}
