import fc from 'fast-check'
import type { Switches } from '../../../src/sandbox/index.ts'
import type { Block, Page, Repository, Snippet } from './repository.ts'
import { audiences, extras, folders, titled } from './repository.ts'
import type { Step } from './step.ts'

/** Something a teammate made in Intercom before or beside us. */
export interface Foreign {
  readonly is: 'article' | 'collection' | 'snippet' | 'tag' | 'twin'
  readonly n: number
}

/** What happens between two runs, and how the run is made. */
export interface Round {
  readonly steps: readonly Step[]
  readonly prune: boolean
  readonly restore: boolean
}

/** A help center, a workspace with others' things in it, and what happens to both. */
export interface History {
  readonly start: Repository
  readonly foreign: readonly Foreign[]
  readonly switches: Partial<Switches>
  readonly rounds: readonly Round[]
}

const shelves = ['', 'orders', 'orders/pickup', 'orders/pickup/holidays', 'payments', 'payments/refunds'] as const
const titles = ['Opening hours', 'Fees & "taxes"', 'Crème brûlée', 'Bread: a guide', 'Pick-up']
const sentences = [
  'We bake 2 < 3 loaves at five & sell at seven.',
  'Ask *Noor* for the **key**, or see `oven.cfg`.',
  'Élan \u{1F956} naïve\u00a0— “quoted” text.',
  'Prices start at $5 [net](https://example.com/a?b=1&c=2).',
]
const headings = ['Fees', 'Dates', 'Allergens and more']
// plain objects, so that a failing history reads well
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> => fc.record(model, { noNullPrototype: true })
const words = fc.constantFrom(...sentences)

const block: fc.Arbitrary<Block> = fc.oneof(
  { weight: 2, arbitrary: record({ is: fc.constant('text' as const), words }) },
  { weight: 4, arbitrary: record({ is: fc.constant('heading' as const), text: fc.constantFrom(...headings) }) },
  {
    weight: 7,
    arbitrary: record({
      is: fc.constant('link' as const),
      to: fc.nat(11),
      anchor: fc.option(fc.nat(5), { nil: null, freq: 6 }),
    }),
  },
  { weight: 1, arbitrary: record({ is: fc.constant('image' as const), picture: fc.nat(2) }) },
  {
    weight: 2,
    arbitrary: record({
      is: fc.constantFrom('callout' as const, 'list' as const, 'code' as const),
      words: fc.constantFrom('open early', 'closed late'),
    }),
  },
  { weight: 1, arbitrary: record({ is: fc.constant('table' as const), words: fc.constantFrom('bread', 'cake') }) },
)

export const blocks = fc.array(block, { minLength: 1, maxLength: 6 })
const text = record({ title: fc.constantFrom(...titles), blocks })
const members = (of: readonly string[], max: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.constantFrom(...of), { maxLength: max })
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined })

const within = (all: readonly Block[], pages: number): Block[] =>
  all.map((each) => (each.is === 'link' ? { ...each, to: each.to % pages } : each))

/** A page; its uid and name are given by where it stands. */
export const page: fc.Arbitrary<Omit<Page, 'uid' | 'name'>> = record({
  title: fc.constantFrom(...titles),
  blocks,
  shelf: fc.constantFrom(...shelves),
  description: maybe(fc.constantFrom('', 'All about it.', 'Short & sweet')),
  state: fc.constantFrom('draft', 'published'),
  tags: maybe(members(['Bread', 'cake', 'Été'], 2)),
  audiences: maybe(members(audiences, 2)),
  also: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...extras), { minLength: 1, maxLength: 2 }) },
  ),
  folder: maybe(fc.constantFrom(...folders)),
  fr: fc.option(text, { nil: undefined, freq: 2 }),
})

const snippet: fc.Arbitrary<Omit<Snippet, 'uid' | 'name'>> = record({
  title: fc.constantFrom('Hours', 'Refunds'),
  words: fc.constantFrom('Open from seven to six.', 'Money comes back in *three* days.'),
  locale: fc.constantFrom('en', 'fr'),
})

export const repository: fc.Arbitrary<Repository> = record({
  pages: fc
    .array(page, { minLength: 2, maxLength: 7 })
    .map((pages) =>
      titled(pages.map((each, uid) => ({ ...each, uid, name: `page-${uid}`, blocks: within(each.blocks, pages.length) }))),
    ),
  snippets: fc
    .array(snippet, { maxLength: 2 })
    .map((all) => all.map((each, uid) => ({ ...each, uid, name: `short-${uid}`, title: `${each.title} ${uid}` }))),
  shelves: fc
    .array(fc.tuple(fc.constantFrom(...shelves.slice(1)), fc.constantFrom('Sales', 'Money')), { maxLength: 2 })
    .map((pairs) => new Map<string, string>(pairs.map(([shelf, name], n) => [shelf, `${name} ${n}`]))),
  source: maybe(fc.constant('https://status.example.com/history')),
  pictures: fc.constant(new Map([0, 1, 2].map((n) => [n, 0]))),
})

const foreign: fc.Arbitrary<readonly Foreign[]> = fc.array(
  record({
    is: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('article' as const, 'collection' as const, 'snippet' as const, 'tag' as const) },
      { weight: 1, arbitrary: fc.constant('twin' as const) },
    ),
    n: fc.nat(5),
  }),
  { maxLength: 4 },
)

const n = fc.nat(11)
const step: fc.Arbitrary<Step> = fc.oneof(
  record({ do: fc.constantFrom('retitle', 'rewrite', 'rehead', 'flip', 'retag', 'describe', 'neglect'), n }),
  record({ do: fc.constantFrom('rename', 'translate', 'forget-french', 'repaint', 'resnip', 'resource'), n }),
  record({ do: fc.constant('move' as const), n, shelf: fc.constantFrom(...shelves) }),
  record({ do: fc.constant('move-folder' as const), from: fc.constantFrom(...shelves.slice(1)), n }),
  record({ do: fc.constant('remove' as const), n }),
  record({ do: fc.constant('add' as const), page }),
  record({
    do: fc.constantFrom(
      'teammate-retitles',
      'teammate-rewrites',
      'teammate-tags',
      'teammate-files',
      'teammate-deletes',
      'teammate-agrees',
    ),
    n,
  }),
)

const switches: fc.Arbitrary<Partial<Switches>> = fc.record(
  {
    headingIds: fc.constantFrom('kept', 'regenerated'),
    sentHeadingIds: fc.constantFrom('ignored', 'kept'),
    headingPromotion: fc.boolean(),
    next: fc.constantFrom('object', 'string', 'page-number'),
    listDefaultPerPage: fc.constantFrom(2, 25),
    collectionDelete: fc.constantFrom('cascade', 'reparent', 'refuse'),
    folderSubfoldersAreContent: fc.boolean(),
    restampAuthor: fc.boolean(),
  },
  { requiredKeys: [], noNullPrototype: true },
)

/** A set of ours that teammate and file change at the same time. */
const together: fc.Arbitrary<Step[]> = fc.oneof(
  n.map((n): Step[] => [
    { do: 'teammate-tags', n },
    { do: 'retag', n },
  ]),
  fc.tuple(n, fc.constantFrom(...shelves.slice(1))).map(([n, shelf]): Step[] => [
    { do: 'teammate-files', n },
    { do: 'move', n, shelf },
  ]),
)

const round: fc.Arbitrary<Round> = record({
  steps: fc
    .array(fc.oneof({ weight: 5, arbitrary: step.map((one): Step[] => [one]) }, { weight: 1, arbitrary: together }), {
      minLength: 1,
      maxLength: 3,
    })
    .map((all) => all.flat()),
  prune: fc.boolean(),
  restore: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})

/** Histories of at most that many rounds after the first run. */
export const history = (rounds: number): fc.Arbitrary<History> =>
  record({ start: repository, foreign, switches, rounds: fc.array(round, { maxLength: rounds }) })
