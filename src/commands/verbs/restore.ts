import type { Verb } from './verb.ts'

export const restore: Verb = {
  name: 'restore',
  says: 'Make a workspace hold what a backup holds: plan, ask, write, remember.',
  words: { place: 'a folder or .tar.gz made by backup' },
  takes: ['accept', 'dry-run', 'yes', 'retry-blocked', 'detailed-exitcode'],
  writes: 'workspace',
  examples: [
    ['content-sync restore backups/2026-11-20 -w production --dry-run', 'what it would do'],
    ['content-sync restore backups/2026-11-20 -w sandbox --yes', 'into another workspace'],
  ],
  load: async () => ({ run: (await import('../backup/restore.ts')).restore }),
}
