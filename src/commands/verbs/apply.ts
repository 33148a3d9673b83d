import type { Verb } from './verb.ts'

export const apply: Verb = {
  name: 'apply',
  says: 'Plan, ask, write, remember. A saved plan is carried out exactly, or refused.',
  words: {},
  more: { plan: 'a plan saved with plan --out' },
  takes: ['dry-run', 'yes', 'retry-blocked'],
  commands: true,
  writes: 'workspace',
  examples: [
    ['content-sync apply', 'shows the plan and asks'],
    ['content-sync apply -w production --yes', 'in CI'],
    ['content-sync apply plan.json --yes', 'what was reviewed, and nothing else'],
  ],
  load: async () => ({ run: (await import('../apply.ts')).apply }),
}
