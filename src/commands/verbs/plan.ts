import type { Verb } from './verb.ts'

export const plan: Verb = {
  name: 'plan',
  alias: 'diff',
  says: 'Say what apply would do, and why.',
  words: {},
  takes: ['detailed-exitcode', 'retry-blocked'],
  commands: true,
  formats: ['markdown'],
  writes: 'nobody',
  examples: [
    ['content-sync plan', 'against the default workspace'],
    ['content-sync plan -w production --prune', 'deletes included'],
    ['content-sync plan --only articles --detailed-exitcode', 'exits 2 when articles would change'],
    ['content-sync plan --prune --out plan.json', 'saves it: apply plan.json carries out exactly that'],
  ],
  load: async () => ({ run: (await import('../plan.ts')).plan }),
}
