import type { Verb } from './verb.ts'

export const sandbox: Verb = {
  name: 'sandbox',
  says: 'Run the local Intercom until interrupted.',
  words: {},
  takes: ['port', 'data', 'fresh', 'limit', 'faults'],
  writes: '–',
  examples: [
    ['content-sync sandbox', 'with the pages to look at'],
    ['content-sync sandbox --port 8080 --fresh', 'an empty one'],
  ],
  load: async () => ({ run: (await import('../sandbox.ts')).sandbox }),
}
