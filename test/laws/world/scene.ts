import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { House } from '../../house/house.ts'
import { house } from '../../house/house.ts'
import type { State } from '../../../src/sandbox/index.ts'
import type { Foreign, History } from './generate.ts'
import { render } from './render.ts'
import type { Page, Repository } from './repository.ts'
import { keyOf } from './repository.ts'
import type { Step, Teammate } from './step.ts'
import { isTeammate, meant, take } from './step.ts'

export const ana = 'ana@example.com'

export type Table = 'articles' | 'collections' | 'folders' | 'snippets' | 'sources' | 'tags'
const tables: Readonly<Record<string, Table>> = {
  article: 'articles',
  collection: 'collections',
  folder: 'folders',
  snippet: 'snippets',
  'import-source': 'sources',
  tag: 'tags',
}

/** A line of the ledger file, read without the program. */
export interface LedgerLine {
  readonly table: Table
  readonly key: string
  readonly id: number | null
}

/** A house with a history under way, and what the tests know of it that the program does not. */
export interface Scene {
  readonly house: House
  /** this workspace gives headings new ids with each write */
  readonly renewing: boolean
  repository: Repository
  /** the number of the next new page */
  uid: number
  /** what others made: table → ids */
  readonly strangers: ReadonlyMap<Table, Set<number>>
  /** strangers that bear a title of ours and so may become ours */
  readonly twins: Set<number>
  /** what a teammate added to sets of ours */
  members: { readonly uid: number; readonly is: 'tag' | 'collection'; readonly id: number }[]
  /** pages of ours a teammate changed where the files have a say */
  readonly touched: Set<number>
  /** pages whose title file and teammate changed alike since the last run */
  readonly agreed: Map<number, string>
  /** pages of ours a teammate deleted */
  readonly deleted: Set<number>
  /** pages that left something unmanaged */
  readonly released: Set<number>
  /** page → its id after the last run, and what it looked like then */
  last: Map<number, { readonly id: number; readonly page: Page }>
}

/** What the ledger file says. */
export function ledgerOf({ root }: House): LedgerLine[] {
  const path = join(root, '.content-sync', 'test', 'ledger.ndjson')
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line) as { kind?: string; key: string; id: string | null })
    .flatMap(({ kind, key, id }) => {
      const table = kind === undefined ? undefined : tables[kind]
      return table === undefined ? [] : [{ table, key, id: id === null ? null : Number(id) }]
    })
}

export const idOf = (scene: Scene, page: Page): number | undefined =>
  ledgerOf(scene.house).find((line) => line.table === 'articles' && line.key === keyOf(page))?.id ?? undefined

/** Brings the files to what the repository says; what is the same already is not touched. */
export function lay(house: House, before: Map<string, string>, after: Map<string, string>): void {
  for (const path of before.keys()) if (!after.has(path)) house.remove(path)
  for (const [path, text] of after) if (before.get(path) !== text) house.write(path, text)
}

async function made(house: House, path: string, body: Readonly<Record<string, unknown>>): Promise<number> {
  const answer = await house.sandbox.control.edit({ path, method: 'POST', body, admin: ana })
  if (answer.status >= 300) throw new Error(`POST ${path}: ${JSON.stringify(answer)}`)
  return Number((answer.body as { id: string }).id)
}

async function settle(house: House, each: Foreign, titles: readonly string[]): Promise<[Table, number]> {
  const name = `Foreign ${each.n}`
  const author = house.sandbox.control.state().admins[0]?.id
  const article = { title: name, body: `<p>Kept as <b>it</b> is, ${each.n}.</p>`, author_id: author, state: 'published' }
  switch (each.is) {
    case 'article':
      return ['articles', await made(house, '/articles', article)]
    case 'twin':
      return ['articles', await made(house, '/articles', { ...article, title: titles[each.n % titles.length] })]
    case 'collection':
      return ['collections', await made(house, '/help_center/collections', { name })]
    case 'snippet':
      return ['snippets', await made(house, '/content_snippets', { title: name, body_markdown: 'Kept.', locale: 'en' })]
    case 'tag':
      return ['tags', await made(house, '/tags', { name })]
  }
}

/** Opens a house as a history begins: files laid out, others' things in the workspace. */
export async function open(history: History): Promise<Scene> {
  const opened = await house({ switches: history.switches })
  const strangers = new Map<Table, Set<number>>(Object.values(tables).map((table) => [table, new Set()]))
  const twins = new Set<number>()
  const titles = history.start.pages.map((page) => page.title)
  for (const each of history.foreign) {
    const [table, id] = await settle(opened, each, titles)
    if (each.is === 'twin') twins.add(id)
    else strangers.get(table)?.add(id)
  }
  lay(opened, new Map(), render(history.start))
  return {
    house: opened,
    renewing: history.switches.headingIds === 'regenerated',
    repository: history.start,
    uid: history.start.pages.length,
    strangers,
    twins,
    members: [],
    touched: new Set(),
    agreed: new Map(),
    deleted: new Set(),
    released: new Set(),
    last: new Map(),
  }
}

const row = (scene: Scene, id: number): State['articles'][number] | undefined =>
  scene.house.sandbox.control.state().articles.find((each) => each.id === id)

async function stranger(scene: Scene, table: 'tags' | 'collections', path: string): Promise<number> {
  const known = [...(scene.strangers.get(table) ?? [])][0]
  if (known !== undefined) return known
  const id = await made(scene.house, path, { name: 'Foreign thing' })
  scene.strangers.get(table)?.add(id)
  return id
}

async function teammate(scene: Scene, what: Teammate, page: Page, n: number): Promise<void> {
  const id = scene.last.get(page.uid)?.id
  if (id === undefined || row(scene, id) === undefined) return
  const { control } = scene.house.sandbox
  const put = (body: Readonly<Record<string, unknown>>): Promise<unknown> =>
    control.edit({ path: `/articles/${id}`, body, admin: ana })
  switch (what) {
    case 'teammate-retitles':
      scene.touched.add(page.uid)
      await put({ title: `Ana's title ${n}` })
      return
    case 'teammate-rewrites':
      scene.touched.add(page.uid)
      await put({ body: `<h2>Ana was here</h2><p>Time ${n}.</p>` })
      return
    case 'teammate-agrees': {
      const title = `Agreed title ${page.uid} ${n}`
      scene.repository = {
        ...scene.repository,
        pages: scene.repository.pages.map((each) => (each === page ? { ...each, title } : each)),
      }
      scene.agreed.set(page.uid, title)
      await put({ title })
      return
    }
    case 'teammate-tags': {
      const tag = await stranger(scene, 'tags', '/tags')
      await control.edit({ path: `/articles/${id}/tags`, method: 'POST', body: { id: String(tag) }, admin: ana })
      scene.members.push({ uid: page.uid, is: 'tag', id: tag })
      return
    }
    case 'teammate-files': {
      const shelf = await stranger(scene, 'collections', '/help_center/collections')
      await put({ parent_ids: [...new Set([...(row(scene, id)?.parentIds ?? []), shelf])] })
      scene.members.push({ uid: page.uid, is: 'collection', id: shelf })
      return
    }
    case 'teammate-deletes':
      scene.deleted.add(page.uid)
      scene.members = scene.members.filter(({ uid }) => uid !== page.uid)
      scene.touched.add(page.uid)
      await control.edit({ path: `/articles/${id}`, method: 'DELETE', admin: ana })
      return
  }
}

/** Lets a step happen, in the files or in Intercom. */
export async function happen(scene: Scene, step: Step): Promise<void> {
  const before = render(scene.repository)
  if (isTeammate(step)) await teammate(scene, step.do, meant(step, scene.repository), step.n)
  else {
    if (step.do === 'neglect') scene.released.add(meant(step, scene.repository).uid)
    if (step.do === 'move' && step.shelf === '') scene.released.add(meant(step, scene.repository).uid)
    scene.repository = take(step, scene.repository, scene.uid)
    if (step.do === 'add') scene.uid += 1
  }
  lay(scene.house, before, render(scene.repository))
}
