import type { Verb } from './verb.ts'

export const init: Verb = {
  name: 'init',
  says: 'Look at the repository, and the workspace where there is a token, and write what is needed to begin. Overwrites nothing.',
  words: {},
  takes: ['dry-run', 'yes', 'articles', 'snippets', 'locale', 'layout', 'region', 'base-url', 'help-center', 'ledger', 'ci'],
  writes: 'files',
  examples: [
    ['content-sync init', 'asks what it cannot see; without a terminal it takes what it finds'],
    ['content-sync init --dry-run', 'what it would write'],
    ['content-sync init --yes --articles docs --ci none', 'without a question'],
  ],
  load: async () => ({ run: (await import('../init/init.ts')).init }),
}
