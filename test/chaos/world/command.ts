import fc from 'fast-check'
import type { Fault, FaultDo } from '../../../src/sandbox/faults.ts'
import type { Point } from '../../reliability/world/scene.ts'

/** What goes wrong while a run writes. */
export type Trouble =
  | { readonly is: 'none' }
  | { readonly is: 'crash'; readonly point: Point }
  | { readonly is: 'storm'; readonly faults: readonly Fault[] }
  /** another run begins when the nth write arrives */
  | { readonly is: 'rival'; readonly n: number }

const onPage = [
  'edit',
  'retitle',
  'describe',
  'flip',
  'retag',
  'rename',
  'rename-edit',
  'delete',
  'translate',
  'edit-french',
  'drop-french',
] as const
const onSettings = [
  'snippet-edit',
  'snippet-new',
  'snippet-rename',
  'snippet-delete',
  'source-new',
  'source-delete',
  'source-audience',
  'source-move',
  'folder-edit',
] as const
const inWeb = ['title', 'body', 'state', 'tag', 'untag', 'french', 'snippet', 'collection', 'source'] as const
const tables = ['articles', 'articles', 'articles', 'snippets', 'sources', 'collections', 'folders'] as const
const shelves = ['', 'bread', 'bread/sweet', 'bread/sweet/small', 'orders', 'orders/late', 'new'] as const

/** An edit of the files; `n` counts around among what there is. */
export type FileCommand =
  | { readonly do: (typeof onPage)[number] | (typeof onSettings)[number]; readonly n: number }
  | { readonly do: 'move' | 'new'; readonly n: number; readonly shelf: string }
  | { readonly do: 'move-folder' | 'swap'; readonly n: number; readonly m: number }
  | { readonly do: 'revert'; readonly n: number }

/** What a teammate does in the browser. */
export type WebCommand =
  | { readonly do: 'web'; readonly what: (typeof inWeb)[number]; readonly n: number }
  | { readonly do: 'web-delete'; readonly table: (typeof tables)[number]; readonly n: number }
  | { readonly do: 'web-draft'; readonly n: number }

/** What happens to the runs and to what they remember. */
export type RunCommand =
  | { readonly do: 'plan' }
  | { readonly do: 'apply'; readonly prune: boolean; readonly trouble: Trouble }
  | { readonly do: 'pull' }
  | { readonly do: 'clock'; readonly seconds: number }
  | { readonly do: 'lose'; readonly what: 'ledger' | 'journal' }

export type Command = FileCommand | WebCommand | RunCommand

/** One life of a repository beside a workspace. `width`: how many writes at once. */
export interface History {
  readonly width: number
  readonly renewing: boolean
  readonly commands: readonly Command[]
}

const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> => fc.record(model, { noNullPrototype: true })
const n = fc.nat(23)

const harm: fc.Arbitrary<FaultDo> = fc.constantFrom<FaultDo[]>(
  'drop-before',
  'drop-after',
  { status: 429 },
  { status: 429, headers: { 'Retry-After': '3' } },
  { status: 500 },
  { status: 502 },
  { status: 503 },
)
const reads = { method: 'GET' } as const
const writes = [{ method: 'POST' }, { method: 'PUT' }, { method: 'DELETE' }] as const

// a reading gives up after six tries, and then nothing is written: few storms shall be as thick as that
const fault: fc.Arbitrary<Fault> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...writes), fc.constantFrom(1, 1, 1, 2, 2, 3, 4), harm)
      .map(([on, nth, what]): Fault => ({ on: { ...on, nth }, do: what })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...writes), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 8 }), harm)
      .map(([on, every, times, what]): Fault => ({ on: { ...on, every }, do: what, times })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 12 }), harm)
      .map(([every, times, what]): Fault => ({ on: { ...reads, every }, do: what, times })),
  },
)

const trouble = {
  none: fc.constant<Trouble>({ is: 'none' }),
  crash: fc
    .oneof(
      fc.tuple(fc.constantFrom('arrived' as const, 'done' as const), fc.constantFrom(1, 1, 1, 2, 2, 3, 4, 6)),
      fc.tuple(fc.constant('step' as const), fc.constantFrom(1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22)),
    )
    .map(([at, n]): Trouble => ({ is: 'crash', point: { at, n } })),
  storm: fc.array(fault, { minLength: 1, maxLength: 5 }).map((faults): Trouble => ({ is: 'storm', faults })),
  rival: fc.constantFrom(1, 1, 1, 2, 3).map((n): Trouble => ({ is: 'rival', n })),
}

const run = (how: fc.Arbitrary<Trouble>): fc.Arbitrary<Command> =>
  record({ do: fc.constant('apply' as const), prune: fc.boolean(), trouble: how })

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 10, arbitrary: record({ do: fc.constantFrom(...onPage), n }) },
  { weight: 5, arbitrary: record({ do: fc.constantFrom(...onSettings), n }) },
  {
    weight: 4,
    arbitrary: record({ do: fc.constantFrom('move' as const, 'new' as const), n, shelf: fc.constantFrom(...shelves) }),
  },
  { weight: 3, arbitrary: record({ do: fc.constantFrom('move-folder' as const, 'swap' as const), n, m: n }) },
  { weight: 1, arbitrary: record({ do: fc.constant('revert' as const), n: fc.nat(5) }) },
  { weight: 7, arbitrary: record({ do: fc.constant('web' as const), what: fc.constantFrom(...inWeb), n }) },
  { weight: 2, arbitrary: record({ do: fc.constant('web-delete' as const), table: fc.constantFrom(...tables), n }) },
  { weight: 2, arbitrary: record({ do: fc.constant('web-draft' as const), n }) },
  { weight: 1, arbitrary: record({ do: fc.constant('plan' as const) }) },
  { weight: 1, arbitrary: record({ do: fc.constant('pull' as const) }) },
  { weight: 4, arbitrary: run(trouble.none) },
  { weight: 6, arbitrary: run(trouble.crash) },
  { weight: 4, arbitrary: run(trouble.storm) },
  { weight: 2, arbitrary: run(trouble.rival) },
  { weight: 2, arbitrary: record({ do: fc.constant('clock' as const), seconds: fc.integer({ min: 1, max: 200 }) }) },
  {
    weight: 1,
    arbitrary: record({ do: fc.constant('lose' as const), what: fc.constantFrom('ledger' as const, 'journal' as const) }),
  },
)

/** Histories of 10 to 30 commands. */
export const history: fc.Arbitrary<History> = record({
  width: fc.constantFrom(1, 1, 1, 4),
  renewing: fc.constantFrom(false, false, true),
  commands: fc.array(command, { minLength: 10, maxLength: 30, size: 'max' }),
})

/** What a command counts as in the table of shares. */
export function nameOf(command: Command): string {
  if (command.do === 'apply')
    return command.trouble.is === 'none' ? (command.prune ? 'apply --prune' : 'apply') : command.trouble.is
  if (command.do === 'web') return `web ${command.what}`
  if (command.do === 'lose') return `lose ${command.what}`
  return command.do
}
