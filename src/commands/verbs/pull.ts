import type { Verb } from './verb.ts'

export const pull: Verb = {
  name: 'pull',
  says: 'Take over into the files what is new or was edited in the workspace.',
  words: {},
  takes: ['dry-run', 'yes', 'merge', 'conflicts', 'images', 'verify', 'detailed-exitcode'],
  writes: 'files',
  examples: [
    ['content-sync pull --dry-run', 'what would be written'],
    ['content-sync pull --verify', 'which texts Markdown can say, and which it cannot'],
    ['content-sync pull --yes', 'new files, and edits in the lines they are about'],
    ['content-sync pull --merge --yes', 'what changed on both sides is brought together; what clashes stands between markers'],
    ['content-sync pull --only article:billing/** --prune', 'with the files of what was deleted in Intercom'],
  ],
  load: async () => ({ run: (await import('../pull/pull.ts')).pull }),
}
