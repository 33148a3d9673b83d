import type { Verb } from './verb.ts'

export const check: Verb = {
  name: 'check',
  says: 'Read the files alone: every finding with its line, and what was ignored. Offline, no token.',
  words: {},
  takes: [],
  writes: 'nobody',
  examples: [['content-sync check', 'before every commit']],
  load: async () => ({ run: (await import('../check.ts')).check }),
}
