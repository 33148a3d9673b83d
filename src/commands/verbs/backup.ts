import type { Verb } from './verb.ts'

export const backup: Verb = {
  name: 'backup',
  says: 'Write all content of a workspace into a folder, with images and checksums.',
  words: { folder: 'where it goes; it must be empty or not there yet' },
  takes: [],
  writes: 'files',
  examples: [['content-sync backup backups/2026-11-20 -w production', 'to put it back: restore']],
  load: async () => ({ run: (await import('../backup/backup.ts')).backup }),
}
