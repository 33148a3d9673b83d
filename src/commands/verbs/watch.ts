import type { Verb } from './verb.ts'

export const watch: Verb = {
  name: 'watch',
  says: "Take Intercom's article webhooks, and say what of them is drift; by config, run a command then.",
  words: {},
  takes: ['host', 'port', 'path'],
  writes: 'nobody',
  examples: [
    ['content-sync watch -w production --port 8099', 'http://127.0.0.1:8099/webhooks; the secret by INTERCOM_CLIENT_SECRET'],
    ['content-sync watch --port 8099 --format json', 'a line of JSON a change'],
  ],
  load: async () => ({ run: (await import('../watch/watch.ts')).watch }),
}
