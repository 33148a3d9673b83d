import { kinds } from '../../src/kinds/index.ts'
import type { Change, Entry, Fields, Finding, Plan, Prose, Ref, Resource, World } from '../../src/model/index.ts'
import { digestOf, subject } from '../../src/model/index.ts'
import { plan, type Drawn, type Rules } from '../../src/plan/index.ts'

/** A body of one paragraph. */
export const text = (words: string): Prose => ({ parts: [`<p>${words}</p>`] })

export const refs = (kind: string, ...keys: string[]): Ref[] => keys.map((key) => ({ kind, key }))

export const want = (kind: string, key: string, fields: Fields): Resource => ({
  kind,
  key,
  fields,
  origin: { file: `content/${key}.md`, line: 1 },
})

/** An object of the workspace. */
export const live = (kind: string, id: string, fields: Fields): Resource => ({ kind, key: `@${id}`, fields })

const recorded = (fields: Fields): Entry['base'] => ({ digest: digestOf(fields), fields: () => fields })

/** What is remembered: what was wanted, and what was answered (the same where nothing else is said). */
export const remembered = (kind: string, key: string, id: string, base: Fields, seen: Fields = base): Entry => ({
  kind,
  key,
  id,
  base: recorded(base),
  seen: recorded(seen),
})

const world = (resources: readonly Resource[]): World => ({
  resources,
  findings: [],
  complete: new Set(kinds.map(({ name }) => name)),
  skipped: [],
})

export const rules: Rules = {
  prune: false,
  drift: 'keep',
  allow: new Set(),
  limits: { deletes: '30%', updates: '50%' },
  defaults: { article: { state: 'draft', author: { kind: 'author', key: '@1' } } },
  only: () => true,
  locale: 'en',
  locales: ['en', 'fr'],
  map: {},
  images: new Map(),
  facts: {},
  roots: 'roots',
  retryBlocked: false,
  commands: new Set(),
  now: 1_700_000_000,
  timeout: 30,
  admin: '1',
  rate: 166,
}

/** What a plan is drawn from, where the lists are not all whole or files have findings. */
export interface Scene {
  readonly files: readonly Resource[]
  readonly there: readonly Resource[]
  readonly memory: readonly Entry[]
  readonly findings?: readonly Finding[]
  /** kinds whose list came back short */
  readonly incomplete?: readonly string[]
  /** kinds that could not be listed, and why */
  readonly skipped?: World['skipped']
  readonly rules?: Partial<Rules>
}

/** The plan for a scene, and what carrying it out needs. */
export const drawnIn = ({ files, there, memory, findings = [], incomplete = [], skipped = [], rules: changed }: Scene): Drawn => {
  const whole = kinds.map(({ name }) => name).filter((name) => !incomplete.includes(name))
  const workspace = { ...world(there), complete: new Set(whole), skipped }
  return plan({ ...world(files), findings }, workspace, memory, kinds, { ...rules, ...changed })
}

export const plannedIn = (scene: Scene): Plan => drawnIn(scene).plan

/** The plan for files, a workspace and a memory of it. */
export const planned = (
  files: readonly Resource[],
  workspace: readonly Resource[],
  memory: readonly Entry[],
  changed: Partial<Rules> = {},
): Plan => plan(world(files), world(workspace), memory, kinds, { ...rules, ...changed }).plan

export const changes = (drawn: Plan): readonly Change[] => drawn.levels.flat()

/** A plan in short: `update article:hours title`, and beside it `drift article:hours`. */
export const told = (drawn: Plan): string[] => [
  ...changes(drawn).map((change) => {
    const { kind, key } = subject(change)
    const moved = 'movedFrom' in change ? ` from ${change.movedFrom}` : ''
    return `${change.verb} ${kind}:${key}${change.verb === 'update' ? ` ${change.fields.join(',')}` : ''}${moved}`
  }),
  ...drawn.beside.map(({ why, kind, key }) => `${why} ${kind}:${key}`),
]
