import type { Door } from './door.ts'
import { commandFlags, specials, type Given, type Option, type Special } from './options.ts'

/** One verb as data: the parser, the help and the reference page derive from it. */
export interface Verb {
  /** as typed: `ledger bind` */
  readonly name: string
  readonly alias?: string
  readonly says: string
  /** words that must follow, in order */
  readonly words: Readonly<Record<string, string>>
  /** words that may follow them */
  readonly more?: Readonly<Record<string, string>>
  readonly takes: readonly Special[]
  /** whether flags named by kinds belong to it */
  readonly commands?: true
  /** what it sends writing requests to */
  readonly writes: 'nobody' | 'workspace' | 'files' | '–'
  readonly examples: readonly (readonly [line: string, says: string])[]
  load(): Promise<{ readonly run: Run }>
}

/** Carries a verb out. Answers the exit code; throws Stop for a run that cannot go on. */
export type Run = (given: Given, door: Door) => Promise<number>

/** Every verb there is. Each is loaded only when it is asked for. */
export const verbs: readonly Verb[] = [
  {
    name: 'check',
    says: 'Read the files alone: every finding with its line, and what was ignored. Offline, no token.',
    words: {},
    takes: [],
    writes: 'nobody',
    examples: [['content-sync check', 'before every commit']],
    load: async () => ({ run: (await import('./check.ts')).check }),
  },
  {
    name: 'plan',
    alias: 'diff',
    says: 'Say what apply would do, and why.',
    words: {},
    takes: ['detailed-exitcode', 'retry-blocked'],
    commands: true,
    writes: 'nobody',
    examples: [
      ['content-sync plan', 'against the default workspace'],
      ['content-sync plan -w production --prune', 'deletes included'],
      ['content-sync plan --only articles --detailed-exitcode', 'exits 2 when articles would change'],
      ['content-sync plan --prune --out plan.json', 'saves it: apply plan.json carries out exactly that'],
    ],
    load: async () => ({ run: (await import('./plan.ts')).plan }),
  },
  {
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
    load: async () => ({ run: (await import('./apply.ts')).apply }),
  },
  {
    name: 'pull',
    says: 'Take over into the files what is new or was edited in the workspace.',
    words: {},
    takes: ['dry-run', 'yes', 'detailed-exitcode'],
    writes: 'files',
    examples: [
      ['content-sync pull --dry-run', 'what would be written'],
      ['content-sync pull --yes', 'new files, and edits in the lines they are about'],
      ['content-sync pull --only article:billing/** --prune', 'with the files of what was deleted in Intercom'],
    ],
    load: async () => ({ run: (await import('./pull.ts')).pull }),
  },
  {
    name: 'rollback',
    says: 'Take a run back: what it changed becomes what it was before, what somebody changed since stays.',
    words: {},
    more: { run: 'the id of the run, or how it begins; else the last run that changed something' },
    takes: ['dry-run', 'yes'],
    writes: 'workspace',
    examples: [
      ['content-sync rollback --dry-run', 'what taking the last run back would do'],
      ['content-sync rollback 3f0c --yes', 'a run of ledger history, without asking'],
    ],
    load: async () => ({ run: (await import('./rollback.ts')).rollback }),
  },
  {
    name: 'sandbox',
    says: 'Run the local Intercom until interrupted.',
    words: {},
    takes: ['port', 'data', 'fresh', 'limit', 'faults'],
    writes: '–',
    examples: [
      ['content-sync sandbox', 'with the pages to look at'],
      ['content-sync sandbox --port 8080 --fresh', 'an empty one'],
    ],
    load: async () => ({ run: (await import('./sandbox.ts')).sandbox }),
  },
  {
    name: 'ledger show',
    says: 'Which key has which id.',
    words: {},
    takes: [],
    writes: 'nobody',
    examples: [['content-sync ledger show', 'everything we remember of the default workspace']],
    load: async () => ({ run: (await import('./ledger-show.ts')).ledgerShow }),
  },
  {
    name: 'ledger rebuild',
    says: 'Make the memory anew from workspace and files, where it is lost or damaged. The old one is kept aside.',
    words: {},
    takes: ['dry-run', 'yes'],
    writes: 'nobody',
    examples: [
      ['content-sync ledger rebuild --dry-run', 'what would be bound, and what is left to decide'],
      ['content-sync ledger rebuild -w production', 'asks first'],
    ],
    load: async () => ({ run: (await import('./ledger-rebuild.ts')).ledgerRebuild }),
  },
  {
    name: 'ledger history',
    says: 'Which runs there were: when, what they changed, which guards they passed by.',
    words: {},
    takes: [],
    writes: 'nobody',
    examples: [['content-sync ledger history', 'the newest first; rollback takes one back']],
    load: async () => ({ run: (await import('./ledger-history.ts')).ledgerHistory }),
  },
  {
    name: 'ledger unlock',
    says: 'Free a workspace whose run is gone for good.',
    words: { id: 'the id of the lock, as the refusal names it' },
    takes: [],
    writes: 'nobody',
    examples: [['content-sync ledger unlock 3f0c…', 'only when no run is under way']],
    load: async () => ({ run: (await import('./ledger-unlock.ts')).ledgerUnlock }),
  },
  {
    name: 'ledger bind',
    says: 'Say by hand which object of the workspace a key is.',
    words: { key: 'billing/refunds, or with its kind: article:billing/refunds', id: 'the id in Intercom' },
    takes: [],
    writes: 'nobody',
    examples: [['content-sync ledger bind article:billing/refunds 123456', 'the article 123456 is that file from now on']],
    load: async () => ({ run: (await import('./ledger-bind.ts')).ledgerBind }),
  },
]

/** The flags a verb takes besides those every verb takes. */
export const flagsOf = (verb: Verb): Readonly<Record<string, Option>> => ({
  ...Object.fromEntries(verb.takes.map((name) => [name, specials[name]])),
  ...(verb.commands === true ? commandFlags : {}),
})
