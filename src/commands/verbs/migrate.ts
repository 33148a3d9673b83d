import type { Verb } from './verb.ts'

export const migrate: Verb = {
  name: 'migrate',
  says: 'Make one workspace hold what another holds: plan, ask, write, remember.',
  words: {},
  takes: [
    'from',
    'to',
    'accept',
    'dry-run',
    'yes',
    'retry-blocked',
    'detailed-exitcode',
    'repository',
    'parity',
    'redirects',
    'write-redirects',
    'jobs',
    'parallel',
  ],
  formats: ['html', 'markdown'],
  writes: 'workspace',
  examples: [
    ['content-sync migrate --from old --to new --dry-run', 'what it would do, and what has to be decided first'],
    ['content-sync migrate --from old --to sandbox --yes', 'a rehearsal on a copy one can look at'],
    ['content-sync migrate --from old --to new --yes', 'again later: only what changed since'],
    [
      'content-sync migrate --from staging --to production --only orders/** --dry-run',
      'a part is promoted: the files, staging and production side by side',
    ],
    ['content-sync migrate --from old --to new --parity --format html --out parity.html', 'what arrived, compared page by page'],
    [
      'content-sync migrate --from old --to new --write-redirects',
      'once the domain has moved: old addresses lead to the new pages',
    ],
    ['content-sync migrate --jobs jobs.yaml --yes --out reports', 'many pairs, some at once; again: those that failed'],
  ],
  load: async () => ({ run: (await import('../migrate/migrate.ts')).migrate }),
}
