import type { Page } from '../../laws/world/repository.ts'
import { filedIn, keyOf } from '../../laws/world/repository.ts'
import { hold } from './broken.ts'
import type { Life } from './life.ts'

type Held = ReadonlyMap<string, string>

/** The tags of each article's file, by id, as the memory has it; absent where no file speaks of tags. */
function asked({ files }: Life, memory: Held): Map<string, Page['tags']> {
  const pages = new Map(files.pages.map((page) => [`article:${keyOf(page)}`, page.tags]))
  return new Map([...memory].flatMap(([object, key]) => (pages.has(key) ? [[object, pages.get(key)] as const] : [])))
}

/** What a file asks for is its own from then on, whoever put it there first. */
export function untagged(life: Life, memory: Held): void {
  const names = new Map(life.bench.sandbox.control.state().tags.map(({ id, name }) => [String(id), name]))
  const tags = asked(life, memory)
  for (const one of life.tagged) {
    const [article = '', tag = ''] = one.split(' ')
    if (tags.get(`articles ${article}`)?.includes(names.get(tag) ?? tag) === true) life.tagged.delete(one)
  }
}

/** Holds that what teammates tagged is tagged so still, but where its file says that it has no tags at all. */
export function stillTagged(life: Life, before: Held, now: Held): void {
  const rows = new Map(life.bench.sandbox.control.state().articles.map((row) => [String(row.id), row]))
  const [then, today] = [asked(life, before), asked(life, now)]
  for (const one of life.tagged) {
    const [article = '', tag = ''] = one.split(' ')
    const row = rows.get(article)
    const none = [then, today].some((tags) => tags.get(`articles ${article}`)?.length === 0)
    if (row === undefined || none) life.tagged.delete(one)
    else
      hold(
        'tag',
        row.tags.some(({ tagId }) => String(tagId) === tag),
        () => `a teammate tagged article ${article} with tag ${tag}, it has ${row.tags.map(({ tagId }) => tagId).join(', ')}`,
      )
  }
}

/** What a file does not speak of is left as it is and not remembered: later nobody knows that it was ours. */
export function unmanaged(life: Life, memory: Held): void {
  const pages = new Map(life.files.pages.map((page) => [`article:${keyOf(page)}`, page]))
  for (const { id, tags, parentIds } of life.bench.sandbox.control.state().articles) {
    const page = pages.get(memory.get(`articles ${id}`) ?? '')
    if (page === undefined) continue
    if (page.tags === undefined) for (const { tagId } of tags) life.given.add(`${id} tag ${tagId}`)
    if (filedIn(page) === null) for (const parent of parentIds) life.given.add(`${id} collection ${parent}`)
  }
}
