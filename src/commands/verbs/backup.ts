import type { Verb } from './verb.ts'

export const backup: Verb = {
  name: 'backup',
  says: 'Write all content of a workspace into a folder or a .tar.gz, with images and checksums.',
  words: { place: 'a folder that is empty or not there yet, or a file.tar.gz' },
  takes: [],
  writes: 'files',
  examples: [['content-sync backup backups/2026-11-20 -w production', 'to put it back: restore']],
  load: async () => ({ run: (await import('../backup/backup.ts')).backup }),
}
