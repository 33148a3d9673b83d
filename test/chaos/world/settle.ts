import type { Wishes } from '../../../src/commands/draw.ts'
import { at, referring, type Beside, type Plan } from '../../../src/model/index.ts'
import type { Block, Page } from '../../laws/world/repository.ts'
import { filedIn, keyOf, titled } from '../../laws/world/repository.ts'
import { laid, markIn, marked, withPage, type Files } from './files.ts'
import { disown, fresh, held, lay, type Life } from './life.ts'
import { tableOf } from './rows.ts'
import { meet } from './table.ts'
import { deleted, edit } from './teammate.ts'

type Row = ReturnType<Life['bench']['sandbox']['control']['state']>['articles'][number]

const article = (life: Life, id: string | undefined): Row | undefined =>
  life.bench.sandbox.control.state().articles.find((row) => String(row.id) === id)

/** What stands in the browser, as a file says it. */
function textIn(life: Life, html: string, before: readonly Block[]): readonly Block[] {
  const mark = markIn(html)
  const known = mark === undefined ? undefined : life.texts.get(mark)
  if (known === undefined) throw new Error(`a text nobody wrote: ${html}`)
  return known === before ? before : known
}

/** A page with what the workspace has in some of its fields; the `whole` of its tags, or those no teammate added. */
function pulled(life: Life, page: Page, row: Row, names: ReadonlySet<string>, whole = false): Page {
  const { en, fr } = row.contents
  if (en === undefined) throw new Error(`article ${row.id} has no English text`)
  const state = life.bench.sandbox.control.state()
  const tags = row.tags
    .filter(({ tagId }) => whole || !life.given.has(`${row.id} tag ${tagId}`))
    .flatMap(({ tagId }) => state.tags.find(({ id }) => id === tagId)?.name ?? [])
  return {
    ...page,
    ...(names.has('title') ? { title: en.title } : {}),
    ...(names.has('description') ? { description: en.description ?? '' } : {}),
    ...(names.has('state') ? { state: en.state } : {}),
    ...(names.has('body') ? { blocks: textIn(life, en.body.html, page.blocks) } : {}),
    ...(names.has('tags') ? { tags } : {}),
    ...(fr === undefined || (!names.has('title@fr') && !names.has('body@fr'))
      ? {}
      : {
          fr: {
            title: names.has('title@fr') ? fr.title : (page.fr?.title ?? fr.title),
            blocks: names.has('body@fr')
              ? textIn(life, fr.body.html, page.fr?.blocks ?? [])
              : (page.fr?.blocks ?? [marked(fresh(life))]),
          },
        }),
  }
}

const everything = new Set(['title', 'description', 'state', 'body', 'tags', 'title@fr', 'body@fr'])
const owner =
  (table: string, id: string, names: ReadonlySet<string>) =>
  (name: string): boolean =>
    names.has(name.replace(/@en$/, '')) && table !== '' && id !== ''

/** Takes into the files what the workspace has of an article. */
function pullArticle(life: Life, one: Pick<Beside, 'key' | 'id'>, names: ReadonlySet<string>, whole = false): Files {
  const row = article(life, one.id)
  if (row === undefined) return life.files
  const page = life.files.pages.find((each) => keyOf(each) === one.key)
  disown(life, `articles ${row.id}`, owner('articles', String(row.id), names))
  if (page !== undefined) return withPage(life.files, page.uid, (each) => pulled(life, each, row, names, whole))
  const last = life.pages.get(one.key)
  if (last === undefined) throw new Error(`no page was ever ${one.key}`)
  const uid = life.files.pages.some((each) => each.uid === last.uid) ? fresh(life) : last.uid
  disown(life, `articles ${row.id}`)
  return { ...life.files, pages: [...life.files.pages, pulled(life, { ...last, uid }, row, everything)] }
}

function pullOther(life: Life, { kind, key, id }: Beside): Files {
  const { files } = life
  const state = life.bench.sandbox.control.state()
  disown(life, `${tableOf[kind] ?? kind} ${id ?? ''}`)
  if (kind === 'snippet') {
    const row = state.snippets.find((each) => String(each.id) === id)
    const [name = '', locale = 'en'] = key.split('@')
    if (row === undefined) return files
    const one = {
      uid: fresh(life),
      name,
      title: row.title,
      words: `Mark ${markIn(row.markdown) ?? 0}.`,
      locale: locale as 'en' | 'fr',
    }
    return { ...files, snippets: [...files.snippets.filter((each) => each.name !== name || each.locale !== locale), one] }
  }
  if (kind === 'import-source') {
    const row = state.sources.find((each) => String(each.id) === id)
    if (row === undefined) return files
    const audiences = row.audienceIds.flatMap((each) => state.audiences.find((one) => one.id === each)?.name ?? [])
    const known = files.sources.some(({ url }) => url === row.url)
    const one = { url: row.url, status: row.status, audiences }
    return {
      ...files,
      sources: known
        ? files.sources.map((each) => (each.url === row.url ? { ...each, status: row.status } : each))
        : [...files.sources, one],
    }
  }
  const row = state.collections.find((each) => String(each.id) === id)
  if (kind === 'collection' && row !== undefined) return { ...files, shelves: new Map(files.shelves).set(key, row.name) }
  return files
}

/** Binds a file to an object by hand, as `ledger bind` does: to one the plan names and no other file holds. */
async function bound(life: Life, says: string): Promise<void> {
  const [, kind, key] = /ledger bind ([a-z-]+):(\S+) <id>/u.exec(says) ?? []
  if (kind === undefined || key === undefined) return
  const [, ids = ''] = /\(ids? ([\d, ]+)\)/u.exec(says) ?? []
  const [, pasts = ''] = /it may be (.+) under another name; say/u.exec(says) ?? []
  const memory = await life.bench.memory()
  const entries = memory.entries().filter((entry) => entry.kind === kind)
  const free = ids.split(', ').filter((id) => id !== '' && entries.every((entry) => entry.id !== id))
  const [id] = [...free, ...pasts.split(', ').flatMap((past) => entries.find((entry) => entry.key === past)?.id ?? [])]
  if (id === undefined) return
  life.told.push(`  bind ${kind}:${key} to ${id}`)
  const other = entries.find((entry) => entry.id === id)
  if (other === undefined) memory.put({ kind, key, id, base: {}, seen: null })
  else {
    const rest = memory.entries().filter((entry) => entry !== other)
    memory.move([{ memo: { ...other, kind, key }, was: other.key }], referring(rest, new Map([[at(other), key]])))
  }
  await memory.save()
}

/** Puts a shelf in the browser where the files have it. */
async function filed(life: Life, { key, id }: Beside): Promise<void> {
  const known = await held(life, tableOf)
  const above = `collection:${key.slice(0, Math.max(0, key.lastIndexOf('/')))}`
  const parent =
    [...known].find(([object, each]) => object.startsWith('collections ') && each === above)?.[0].split(' ')[1] ?? null
  await edit(life, { path: `/help_center/collections/${id ?? ''}`, body: { parent_id: parent } })
  lay(life, pullOther(life, { why: 'conflict', kind: 'collection', key, says: '', ...(id === undefined ? {} : { id }) }))
}

/** Publishes the drafts of an article that wait in the browser. */
async function published(life: Life, id: number): Promise<void> {
  const contents = Object.entries(article(life, String(id))?.contents ?? {})
  const locales = contents.flatMap(([locale, { draft }]) => (draft === null ? [] : [locale]))
  if (locales.length > 0) await edit(life, { path: `/articles/${id}/draft/publish`, method: 'POST', body: { locales } })
}

/** Writes a text anew on both sides, where what stands in the browser cannot be said in a file: a link to a page whose file is gone. */
async function anew(life: Life, key: string, id: number, names: ReadonlySet<string>): Promise<void> {
  const page = life.files.pages.find((each) => keyOf(each) === key)
  if (page === undefined) return
  const mark = fresh(life)
  const blocks = [marked(mark)]
  const body = `<p>Mark ${mark}.</p>`
  life.texts.set(mark, blocks)
  const { fr } = page
  // else what is written goes to the draft
  await published(life, id)
  if (names.has('body')) await edit(life, { path: `/articles/${id}`, body: { body } })
  // two files may not bear one title
  if (names.has('title')) await edit(life, { path: `/articles/${id}`, body: { title: page.title } })
  const french = {
    ...(names.has('title@fr') && fr !== undefined ? { title: fr.title } : {}),
    ...(names.has('body@fr') ? { body } : {}),
    ...(names.has('state@fr') ? { state: page.state } : {}),
  }
  // in one request: a language the article lacks begins with its title
  if (Object.keys(french).length > 0)
    await edit(life, { path: `/articles/${id}`, body: { translated_content: { fr: { type: 'article_content', ...french } } } })
  if (names.has('collections')) {
    const known = new Map([...(await held(life, tableOf))].map(([object, key]) => [key, object]))
    const places = (filedIn(page) ?? []).flatMap((place) => known.get(`collection:${place}`)?.replace('collections ', '') ?? [])
    const others = [...life.given].flatMap((each) => (each.startsWith(`${id} collection `) ? [each.split(' ')[2] ?? ''] : []))
    await edit(life, { path: `/articles/${id}`, body: { parent_ids: [...new Set([...places, ...others])].map(Number) } })
  }
  disown(life, `articles ${id}`, (name) => name.startsWith('body@') || name.startsWith('title@'))
  lay(
    life,
    withPage(life.files, page.uid, (each) => ({
      ...each,
      ...(names.has('body') ? { blocks } : {}),
      ...(names.has('body@fr') && fr !== undefined ? { fr: { ...fr, blocks } } : {}),
    })),
  )
}

async function one(life: Life, each: Beside): Promise<void> {
  const { why, kind, key, id, says, fields } = each
  const names = new Set(fields?.map(({ name }) => name) ?? [])
  if (why === 'drift' && kind === 'article' && fields !== undefined) lay(life, { ...pullArticle(life, each, names) })
  else if (why === 'drift' && fields !== undefined) lay(life, pullOther(life, each))
  else if (why === 'conflict' && says.includes('draft waits')) await published(life, Number(id))
  else if (why === 'conflict' && kind === 'article') {
    const gone = life.files.pages.every((page) => keyOf(page) !== key)
    const french = /its file is gone, and (.+) was edited/u.exec(says)?.[1]?.includes('@fr') === true
    const before = JSON.stringify([...laid(life.files)])
    lay(life, pullArticle(life, each, gone ? everything : french ? new Set(['title@fr', 'body@fr', 'state']) : names, true))
    lay(life, { ...life.files, pages: titled(life.files.pages) })
    if (JSON.stringify([...laid(life.files)]) === before) await anew(life, key, Number(id), names)
  } else if (why === 'conflict' && kind === 'collection' && says.includes('its file is gone'))
    await deleted(life, 'collections', Number(id))
  else if (why === 'conflict' && kind === 'collection' && names.has('parent')) await filed(life, each)
  else if (why === 'conflict') lay(life, pullOther(life, each))
  else if (why === 'blocked' && each.wait !== undefined) {
    life.bench.clock.pass((each.wait + 1) * 1000)
    life.told.push(`  waited ${each.wait} s`)
  } else if (why === 'blocked') await bound(life, says)
}

/** What the workspace is told by hand, not the files. */
const byHand = ({ why, fields }: Beside): boolean => why === 'drift' && fields?.every(({ name }) => structure.has(name)) === true
/** Where a memory was lost: a text of ours, which its file says but for where the links lead. Looked at when taking it changed nothing. */
const astray = ({ why, kind, fields }: Beside): boolean =>
  why === 'drift' && kind === 'article' && fields?.some(({ name }) => name === 'body' || name.startsWith('body@')) === true
const structure = new Set(['collections', 'folder', 'parent', 'audiences'])

/**
 * What a person does who reads a plan: takes what others wrote into the files, publishes drafts, says which object is meant, waits. Whether anything
 * changed by that.
 */
export async function agree(life: Life, plan: Plan): Promise<boolean> {
  const before = { files: life.files, told: life.told.length, now: life.bench.clock.now() }
  for (const each of plan.beside) {
    meet(life.count, `settled ${each.why}`)
    if (!byHand(each)) await one(life, each)
  }
  lay(life, { ...life.files, pages: titled(life.files.pages) })
  return changedSince(life, before)
}

interface Before {
  readonly files: Files
  readonly told: number
}

const changedSince = (life: Life, { files, told }: Before): boolean => {
  const [one, other] = [files, life.files].map((each) => JSON.stringify([...laid(each)]))
  return one !== other || life.told.length !== told
}

/** What a person does about refusals of guards, and about what stands elsewhere than the files say; the wishes to go on with. */
export async function allowing(
  life: Life,
  plan: Plan,
  wished: Partial<Wishes>,
): Promise<{ readonly wished: Partial<Wishes>; readonly changed: boolean }> {
  const before = { files: life.files, told: life.told.length }
  const allow = new Set(wished.allow)
  for (const { guard, says } of plan.refusals) {
    if (guard === 'takeover') {
      // what teammates wrote there goes into the files first
      for (const change of plan.levels.flat())
        if (change.verb === 'update' && change.takeover) taken(life, change.to.kind, change.to.key, change.id)
      if (!changedSince(life, before)) allow.add('takeover')
    } else if (guard === 'duplicates') allow.add('duplicates')
    else if (guard === 'children') await cleared(life, says)
  }
  lay(life, { ...life.files, pages: titled(life.files.pages) })
  const forgot = life.told.some((line) => line.startsWith('{"do":"lose"'))
  const drift = plan.beside.some((one) => byHand(one) || (forgot && astray(one))) ? ({ drift: 'restore' } as const) : {}
  return { wished: { ...wished, allow, ...drift }, changed: changedSince(life, before) }
}

/** Takes out of a shelf, in the browser, what keeps it from being deleted: leftovers nobody remembers go, the rest is filed nowhere. */
async function cleared(life: Life, says: string): Promise<void> {
  const known = await held(life, tableOf)
  const [, container] = /^(\S+) is to be deleted/u.exec(says) ?? []
  const shelf = [...known].find(([, key]) => key === container)?.[0]
  const { articles, collections } = life.bench.sandbox.control.state()
  for (const row of articles) {
    if (!row.parentIds.some((id) => `collections ${id}` === shelf)) continue
    if (life.astray.has(`articles ${row.id}`) && !known.has(`articles ${row.id}`)) await deleted(life, 'articles', row.id)
    else
      await edit(life, {
        path: `/articles/${row.id}`,
        body: { parent_ids: row.parentIds.filter((id) => `collections ${id}` !== shelf) },
      })
  }
  for (const row of collections) {
    if (`collections ${String(row.parentId)}` !== shelf) continue
    if (!known.has(`collections ${row.id}`)) await deleted(life, 'collections', row.id)
    else await edit(life, { path: `/help_center/collections/${row.id}`, body: { parent_id: null } })
  }
}

function taken(life: Life, kind: string, key: string, id: string): void {
  const object = `${tableOf[kind] ?? kind} ${id}`
  const names = new Set(
    [...life.owned.keys()]
      .filter((text) => text.startsWith(`${object} `))
      .map((text) => text.slice(object.length + 1).replace(/@en$/, '')),
  )
  if (names.size === 0) return
  if (kind === 'article') lay(life, pullArticle(life, { key, id }, names))
  else lay(life, pullOther(life, { why: 'conflict', kind, key, id, says: '' }))
}
