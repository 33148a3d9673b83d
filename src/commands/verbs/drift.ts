import type { Verb } from './verb.ts'

export const drift: Verb = {
  name: 'drift',
  says: 'Say what changed in the workspace since we last wrote, and who changed it. Exits 2 when there is something.',
  words: {},
  takes: [],
  formats: ['markdown'],
  writes: 'nobody',
  examples: [
    ['content-sync drift -w production', 'objects, fields, teammates'],
    ['content-sync drift --format markdown --out drift.md', 'for an issue or a comment, at most 65,536 characters'],
    ['content-sync drift --only articles --verbose', 'whole differences, and what others made there'],
  ],
  load: async () => ({ run: (await import('../drift/drift.ts')).drift }),
}
