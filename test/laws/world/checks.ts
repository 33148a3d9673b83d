import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Drawing } from '../../../src/commands/draw.ts'
import type { Outcome } from '../../../src/model/index.ts'
import { at, subject } from '../../../src/model/index.ts'
import { hold } from './broken.ts'
import { keyOf, type Page } from './repository.ts'
import type { Scene, Table } from './scene.ts'
import { ledgerOf } from './scene.ts'

const told = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (each instanceof Map ? [...each] : each)).slice(0, 1500)

/** Law 1: what was refused or failed though nothing stood in the way. */
export function allApplied(outcomes: readonly Outcome[]): void {
  const bad = outcomes.filter(({ status }) => status !== 'applied' && status !== 'adopted' && status !== 'forgotten')
  hold(
    1,
    bad.length === 0,
    () => `not applied: ${told(bad.map(({ change, status, failure }) => [at(subject(change)), status, failure]))}`,
  )
}

/** Law 1: after an apply the plan is empty, and what is to be remembered does not come again. */
export function nothingLeft(drawing: Drawing, again: boolean): void {
  const left = drawing.plan.levels.flat()
  hold(
    1,
    left.length === 0,
    () =>
      `the plan after an apply is not empty: ${told(
        left.map((change) => [
          change.verb,
          at(subject(change)),
          ...(change.verb === 'update'
            ? change.fields.map((name) => [name, { from: change.from.fields[name], to: change.to.fields[name] }])
            : []),
        ]),
      )}`,
  )
  if (again)
    hold(
      1,
      drawing.plan.remember.length === 0,
      () => `remembered again and again: ${told(drawing.plan.remember.map(({ ref }) => at(ref)))}`,
    )
}

/** Law 7: nothing counts as edited in Intercom that no teammate edited. */
export function noFalseDrift(scene: Scene, drawing: Drawing): void {
  const touched = new Set(
    [...scene.touched].flatMap((uid) => scene.repository.pages.filter((page) => page.uid === uid).map(keyOf)),
  )
  const gone = new Set([...scene.touched].flatMap((uid) => scene.last.get(uid)?.id ?? []))
  const known = (each: { kind: string; key: string; id?: string }): boolean =>
    each.kind === 'article' && (touched.has(each.key) || (each.id !== undefined && gone.has(Number(each.id))))
  const odd = drawing.plan.beside.filter((each) => (each.why === 'drift' || each.why === 'conflict') && !known(each))
  hold(7, odd.length === 0, () => `taken for an edit in Intercom: ${told(odd)}`)
}

/** Every file below a folder but the cache, by what is in it. */
export function fingerprint(root: string): string {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/\.content-sync\/(.*\/)?cache\//.test(path))
    .sort()
  const hash = createHash('sha256')
  for (const path of paths) hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

/** Law 2: a plan asks and changes nothing. */
export function onlyReads(scene: Scene, from: number, before: string): void {
  const writes = scene.house.sandbox
    .requests()
    .slice(from)
    .filter(({ method }) => method !== 'GET')
  hold(2, writes.length === 0, () => `a plan sent ${told(writes.map(({ method, path }) => `${method} ${path}`))}`)
  hold(2, fingerprint(scene.house.root) === before, () => 'a plan left a file changed')
}

/** Law 3: the order of files, lists and memory does not change the plan. */
export function samePlan(one: Drawing, other: Drawing): void {
  const [a, b] = [one, other].map(({ plan }) => JSON.stringify(plan))
  hold(3, a === b, () => `another order gives another plan:\n${String(a)}\n${String(b)}`)
}

/** What is not ours, as the workspace stores it: `table id` → row. */
export function others(scene: Scene): Map<string, string> {
  const state = scene.house.sandbox.control.state()
  const ours = new Set(ledgerOf(scene.house).map(({ table, id }) => `${table} ${String(id)}`))
  const rows = new Map<string, string>()
  for (const [table, ids] of scene.strangers)
    for (const row of state[table]) if (ids.has(row.id)) rows.set(`${table} ${row.id}`, JSON.stringify(row))
  for (const row of state.articles)
    if (scene.twins.has(row.id) && !ours.has(`articles ${row.id}`)) rows.set(`articles ${row.id}`, JSON.stringify(row))
  for (const table of ['admins', 'audiences', 'helpCenters', 'meta'] as const)
    for (const row of state[table]) rows.set(`${table} ${row.id}`, JSON.stringify(row))
  return rows
}

/** Law 4: what others made is byte for byte as it was, and not in our ledger. */
export function untouched(scene: Scene, before: ReadonlyMap<string, string>): void {
  const lines = ledgerOf(scene.house)
  for (const [table, ids] of scene.strangers) {
    const taken = lines.find((line) => line.table === table && line.id !== null && ids.has(line.id))
    hold(4, taken === undefined, () => `${told(taken)} is not ours and stands in the ledger`)
  }
  const adopted = new Set(lines.filter(({ table }) => table === 'articles').map(({ id }) => `articles ${String(id)}`))
  const after = others(scene)
  for (const [name, row] of before) {
    const twin = name.startsWith('articles ') && scene.twins.has(Number(name.slice('articles '.length)))
    if (twin && adopted.has(name)) continue
    hold(4, after.get(name) === row, () => `${name} is not ours and changed:\n${row}\n${String(after.get(name))}`)
  }
}

/** Law 4: what teammates added to our tags and collections is still there. */
export function membersKept(scene: Scene): void {
  const { articles } = scene.house.sandbox.control.state()
  for (const { uid, is, id } of scene.members) {
    const row = articles.find((each) => each.id === scene.last.get(uid)?.id)
    if (row === undefined) continue
    const there = is === 'tag' ? row.tags.some(({ tagId }) => tagId === id) : row.parentIds.includes(id)
    hold(4, there, () => `page ${uid} lost the ${is} a teammate gave it: ${told({ tags: row.tags, parents: row.parentIds })}`)
  }
}

/** Law 8: one key one id, one id one key, and no object beside the one that a key holds. */
export function oneEach(scene: Scene): void {
  const lines = ledgerOf(scene.house)
  const keys = lines.map(({ table, key }) => `${table} ${key}`)
  const ids = lines.flatMap(({ table, id }) => (id === null ? [] : [`${table} ${id}`]))
  hold(8, new Set(keys).size === keys.length, () => `a key stands twice in the ledger: ${told(keys)}`)
  hold(8, new Set(ids).size === ids.length, () => `an id stands twice in the ledger: ${told(lines)}`)
  const state = scene.house.sandbox.control.state()
  for (const table of ['articles', 'collections', 'folders', 'snippets', 'sources'] as const satisfies readonly Table[])
    for (const row of state[table]) {
      const foreign = scene.strangers.get(table)?.has(row.id) === true || (table === 'articles' && scene.twins.has(row.id))
      hold(
        8,
        foreign || ids.includes(`${table} ${row.id}`),
        () => `${table} ${row.id} was made by us and no key holds it: ${told(row)}`,
      )
    }
  const names = state.tags.map(({ name }) => name.toLowerCase())
  hold(8, new Set(names).size === names.length, () => `a tag was made twice: ${told(names)}`)
}

/** Whether a page bears a title that neither now nor after the last run any other had. */
function alone(page: Page, scene: Scene): boolean {
  const others = [...scene.repository.pages, ...[...scene.last.values()].map((each) => each.page)].filter(
    ({ uid }) => uid !== page.uid,
  )
  return scene.last.get(page.uid)?.page.title === page.title && !others.some(({ title }) => title === page.title)
}

/** Law 8: a page that was renamed or moved is the same object as before, and none was deleted that a file still stands for. */
export function sameObjects(scene: Scene): void {
  const lines = new Map(
    ledgerOf(scene.house)
      .filter(({ table }) => table === 'articles')
      .map(({ key, id }) => [key, id]),
  )
  const { articles } = scene.house.sandbox.control.state()
  for (const page of scene.repository.pages) {
    const last = scene.last.get(page.uid)
    if (last === undefined || scene.deleted.has(page.uid)) continue
    const evident =
      keyOf(last.page) === keyOf(page) ||
      last.page.title === page.title ||
      JSON.stringify(last.page.blocks) === JSON.stringify(page.blocks)
    if (!evident) continue
    const now = lines.get(keyOf(page))
    if (alone(page, scene))
      hold(8, now !== undefined, () => `page ${page.uid} was ${keyOf(last.page)}, is ${keyOf(page)} now and was not found`)
    hold(8, now === undefined || now === last.id, () => `page ${page.uid} had id ${last.id} and has ${String(now)}`)
    hold(
      8,
      articles.some(({ id }) => id === last.id),
      () => `page ${page.uid} is still a file, its object ${last.id} was deleted`,
    )
  }
}
