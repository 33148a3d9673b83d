import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { State } from '../../src/sandbox/index.ts'
import { change, fill, worlds, type World } from './random-world.ts'
import { differing, portrait } from './scale-portrait.ts'
import { two, type Two } from './two.ts'

const seed = Number(process.env['FC_SEED'] ?? 1912)
const runs = Number(process.env['MIGRATE_WORLDS'] ?? 10)
const path = process.env['MIGRATE_PATH']

type Table = 'articles' | 'collections' | 'folders' | 'snippets'
const tables: readonly Table[] = ['articles', 'collections', 'folders', 'snippets']
const kindOf: Readonly<Record<Table, string>> = {
  articles: 'article',
  collections: 'collection',
  folders: 'folder',
  snippets: 'snippet',
}
const routes: readonly (readonly [Table, RegExp])[] = [
  ['articles', /^\/articles(?:\/(\d+))?/u],
  ['collections', /^\/help_center\/collections(?:\/(\d+))?/u],
  ['folders', /^\/folders(?:\/(\d+))?/u],
  ['snippets', /^\/content_snippets(?:\/(\d+))?/u],
]

const verdict = ({ out }: { out: string }): string => out.trimEnd().split('\n').at(-1) ?? ''
const pair = 'migrate --from old --to new'
const accepting = '--yes --accept links --accept existing'

// what a person sees of an object; what is staged stays where it is
const unseen = new Set(['createdAt', 'updatedAt', 'updatedBy', 'publishedOnce', 'draft', 'at', 'by'])
const seen = (row: unknown): string => JSON.stringify(row, (name, value: unknown) => (unseen.has(name) ? undefined : value))
const shown = (state: State): Map<string, string> =>
  new Map(tables.flatMap((table) => state[table].map((row) => [`${table} ${row.id}`, seen(row)] as const)))

/** Which object of the first workspace stands for which of the second: `articles 1007` → `articles 1003`. */
function origins({ desk }: Two): Map<string, string> {
  const lines = readFileSync(join(desk.root, '.content-sync/new/from-old/ledger.ndjson'), 'utf8').trimEnd().split('\n')
  return new Map(
    lines.flatMap((line) => {
      const { kind, key, id } = JSON.parse(line) as { kind?: string; key?: string; id?: string }
      const table = tables.find((each) => kindOf[each] === kind)
      const [, from] = /~([^~/@]+)(?:@[^@/]+)?$/u.exec(key ?? '') ?? []
      return table === undefined || from === undefined ? [] : [[`${table} ${id ?? ''}`, `${table} ${from}`] as const]
    }),
  )
}

const foreignOf = (state: State, ids: ReadonlySet<string>): string[] =>
  tables.flatMap((table) => state[table].filter(({ id }) => ids.has(`${table} ${id}`)).map((row) => JSON.stringify(row)))
const without = (state: State, ids: ReadonlySet<string>): State => ({
  ...state,
  ...Object.fromEntries(
    tables.map((table) => [
      table,
      (state[table] as readonly { readonly id: number }[]).filter(({ id }) => !ids.has(`${table} ${id}`)),
    ]),
  ),
})

// no text and an empty one look the same
const nothing = (all: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...all].map(([name, says]) => [name, says.replaceAll('null', '""')]))

// ids of headings are renewed with each write of their page: what leads to one follows
const anchored = ({ articles }: State, changed: readonly string[]): Set<string> =>
  new Set(
    articles
      .filter(({ contents }) =>
        Object.values(contents).some(({ body }) =>
          changed.some((name) => body.html.includes(`/${name.replace('articles ', 'articles/')}#`)),
        ),
      )
      .map(({ id }) => `articles ${id}`),
  )

async function lived(world: World): Promise<void> {
  const ends = await two()
  try {
    await fill(world, ends)
    const start = ends.new.control.state()
    const theirs = new Set(tables.flatMap((table) => start[table].map(({ id }) => `${table} ${id}`)))
    const before = foreignOf(start, theirs)
    const asked = ends.old.control.log().length

    const equal = async (): Promise<void> => {
      const [old, fresh] = [ends.old.control.state(), ends.new.control.state()]
      const [was, is] = [portrait(old, 'https://intercom.help/was'), portrait(without(fresh, theirs), 'https://intercom.help/is')]
      expect(differing(nothing(was.texts), nothing(is.texts))).toEqual([])
      expect(differing(nothing(was.objects), nothing(is.objects))).toEqual([])
      expect([is.links, is.astray.length]).toEqual([was.links, was.astray.length])
      expect(foreignOf(fresh, theirs)).toEqual(before)
      const compared = await ends.run(`${pair} --parity`)
      expect([compared.code, compared.out]).toEqual([0, expect.stringContaining('0 differences, 0 links back, 0 broken links')])
      ends.new.control.clearLog()
      const quiet = await ends.run(`${pair} ${accepting}`)
      expect([quiet.code, verdict(quiet)]).toEqual([0, expect.stringMatching(/^new: no changes/u)])
      expect(ends.new.control.log().filter(({ method }) => method !== 'GET')).toEqual([])
    }

    const first = await ends.run(`${pair} ${accepting}`)
    expect([first.code, first.out + first.err]).toEqual([0, expect.any(String)])
    await equal()

    const was = shown(ends.old.control.state())
    for (const [n, edit] of world.edits.entries()) await change(edit, n, ends)
    const is = shown(ends.old.control.state())
    const changed = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name)).sort()
    const known = origins(ends)
    ends.new.control.clearLog()
    const delta = await ends.run(`${pair} ${accepting} --prune --allow deletes --allow updates`)
    expect([delta.code, delta.out + delta.err]).toEqual([0, expect.any(String)])
    const now = new Map([...known, ...origins(ends)])
    const touched = ends.new.control.log().flatMap(({ method, path: asked }) => {
      const [table, match] =
        routes.map(([each, route]) => [each, route.exec(asked)] as const).find(([, found]) => found !== null) ?? []
      if (method === 'GET' || table === undefined || match?.[1] === undefined) return []
      return [now.get(`${table} ${match[1]}`) ?? `theirs: ${table} ${match[1]}`]
    })
    const made = [...now].filter(([id]) => !known.has(id)).map(([, from]) => from)
    const follows = anchored(ends.old.control.state(), changed)
    const written = [...new Set([...touched, ...made])].filter((name) => changed.includes(name) || !follows.has(name))
    expect(written.sort()).toEqual(changed)
    await equal()
    expect(
      ends.old.control
        .log()
        .slice(asked)
        .filter(({ method }) => method !== 'GET'),
    ).toEqual([])
  } finally {
    await ends.close()
  }
}

test(
  `any workspace moves whole, beside what is there already, and a later run touches exactly what changed (R45, R46, R36; FC_SEED=${seed} MIGRATE_WORLDS=${runs})`,
  async () => {
    const found = await fc.check(fc.asyncProperty(worlds, lived), {
      seed,
      numRuns: runs,
      endOnFailure: process.env['MIGRATE_SHRINK'] === undefined,
      ...(path === undefined ? {} : { path }),
    })
    const again = `FC_SEED=${found.seed} MIGRATE_PATH=${found.counterexamplePath ?? ''} npx vitest run test/migrate/random.test.ts`
    if (found.failed) throw new Error(`${again}\n${JSON.stringify(found.counterexample)}`, { cause: found.errorInstance })
  },
  600_000 + runs * 10_000,
)
