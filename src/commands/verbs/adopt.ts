import type { Verb } from './verb.ts'

export const adopt: Verb = {
  name: 'adopt',
  says: 'Say which files are which objects where both are there already; remember what is sure and equal.',
  words: {},
  takes: ['dry-run', 'yes', 'decisions'],
  writes: 'nobody',
  examples: [
    ['content-sync adopt --dry-run', 'a table: sure, unsure, only in the files, only in Intercom'],
    ['content-sync adopt --decisions decisions.yaml', 'what is left to decide, as a file for ledger bind --decisions'],
  ],
  load: async () => ({ run: (await import('../adopt/adopt.ts')).adopt }),
}
