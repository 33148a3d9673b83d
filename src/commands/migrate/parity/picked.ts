import { kinds } from '../../../kinds/index.ts'
import type { Kind } from '../../../model/index.ts'
import { imageIn, type Item } from '../../../sides/workspace/index.ts'
import { htmlFacts, markdownFacts, spaced, type Facts } from './html-facts.ts'
import type { Laid } from './spool.ts'

/** A text of an object in one locale; null where the object has one text alone. */
export interface Text {
  readonly locale: string | null
  readonly state: string
  readonly title: string
  readonly description: string
  readonly words: Laid
  /** elements people see as blocks: how many of which */
  readonly blocks: string
  readonly links: readonly string[]
  /** hosted ones by their bare path (`cdn:/i/o/…`), others by address */
  readonly images: readonly string[]
  /** id → the text of the heading that bears it */
  readonly ids: ReadonlyMap<string, string>
}

/** References of one field, by the ids of what they lead to. */
export interface Leading {
  readonly field: string
  readonly kind: string
  readonly ids: readonly string[]
}

/** What is kept of an answer: all that is compared, and nothing of its bodies but what they say and hold. */
export interface Picked {
  readonly kind: string
  readonly id: string
  readonly title: string
  readonly url: string | null
  readonly texts: readonly Text[]
  readonly fields: Readonly<Record<string, string>>
  readonly leads: readonly Leading[]
  /** of a page: its addresses, as they are answered */
  readonly page?: Item
}

/** What picking takes from around an answer. */
export interface Picking {
  /** the language of what names none */
  readonly main: string
  readonly lay: (words: string) => Laid
  /** told of each hosted image with the signature it was answered with */
  readonly sighted: (image: string, signature: string) => void
}

type Json = Readonly<Record<string, unknown>>
type Picks = Omit<Picked, 'kind' | 'id' | 'title' | 'url' | 'page'>

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string => (typeof value === 'string' ? spaced(value) : '')
const idOf = (value: unknown): string =>
  isRecord(value) ? idOf(value['id']) : typeof value === 'string' || typeof value === 'number' ? String(value) : ''
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const many = (field: string, kind: string, value: unknown): Leading => ({ field, kind, ids: list(value).map(idOf) })
const single = (field: string, kind: string, value: unknown): Leading => ({
  field,
  kind,
  ids: [idOf(value)].filter((id) => id !== '' && id !== '0'),
})

const available = (item: Json): string =>
  ['ai_chatbot_availability', 'ai_copilot_availability', 'ai_sales_agent_availability']
    .map((name) => String(item[name] === true))
    .join(' ')

/** The texts of an object in other languages than its own, by locale. */
const translations = (item: Json, own: string): [locale: string, values: Json][] =>
  Object.entries(isRecord(item['translated_content']) ? item['translated_content'] : {}).flatMap(([locale, values]) =>
    locale === own || locale === 'type' || !isRecord(values) ? [] : [[locale, values]],
  )

function shown(image: string, { sighted }: Picking): string {
  const hosted = imageIn(image)
  if (hosted?.startsWith('cdn:') !== true) return image.replace(/\?[^#]*/u, '')
  sighted(hosted, new URL(image).search)
  return hosted
}

const textOf = (locale: string | null, values: Json, facts: Facts, how: Picking): Text => ({
  locale,
  state: text(values['state']),
  title: text(values['title']),
  description: text(values['description']),
  words: how.lay(facts.words),
  blocks: Object.entries(facts.blocks)
    .map(([name, count]) => `${count} ${name}`)
    .sort()
    .join(', '),
  links: facts.links,
  images: facts.images.map((image) => shown(image, how)),
  ids: facts.ids,
})

const html = (values: Json): Facts => htmlFacts(typeof values['body'] === 'string' ? values['body'] : '')

function article(item: Item, how: Picking): Picks {
  const own = text(item['default_locale']) || how.main
  const others = translations(item, own).filter(([, values]) => text(values['title']) !== '')
  return {
    texts: [[own, item] as const, ...others].map(([locale, values]) => textOf(locale, values, html(values), how)),
    fields: { availability: available(item) },
    leads: [
      many('parents', 'collection', item['parent_ids']),
      single('folder', 'folder', item['folder_id']),
      single('author', 'author', item['author_id']),
      many('tags', 'tag', isRecord(item['tags']) ? item['tags']['tags'] : item['tags']),
      many('audiences', 'audience', item['audience_ids']),
    ],
  }
}

function snippet(item: Item, how: Picking): Picks {
  const markdown = typeof item['body_markdown'] === 'string' ? item['body_markdown'] : ''
  return {
    texts: [textOf(null, { title: item['title'] }, markdownFacts(markdown), how)],
    fields: { locale: text(item['locale']), availability: available(item) },
    leads: [many('audiences', 'audience', item['audience_ids'])],
  }
}

function collection(item: Item, how: Picking): Picks {
  // its own language may stand among the translations, or not
  const others = translations(item, text(item['default_locale']) || how.main).flatMap(([locale, values]) =>
    text(values['name']) === '' ? [] : [`${locale}: ${text(values['name'])} – ${text(values['description'])}`],
  )
  return {
    texts: [],
    fields: { name: text(item['name']), description: text(item['description']), translations: others.sort().join('; ') },
    leads: [single('parent', 'collection', item['parent_id'])],
  }
}

const folder = (item: Item): Picks => ({
  texts: [],
  fields: { name: text(item['name']), description: text(item['description']) },
  leads: [single('parent', 'folder', item['parent_id'])],
})

const source = (item: Item): Picks => ({
  texts: [],
  fields: { url: text(item['url']), status: text(item['status']) },
  leads: [many('audiences', 'audience', item['audience_ids'])],
})

/** An answer with nothing but what says where its pages are. */
const addressed = (item: Item): Item => ({
  id: item.id,
  url: item['url'],
  translated_content: Object.fromEntries(translations(item, '').map(([locale, { url }]) => [locale, { url }])),
})

const name = (): Picks => ({ texts: [], fields: {}, leads: [] })

/** The kinds that are read for a comparison; of the last three only the names. */
export const picks: Readonly<Record<string, (item: Item, how: Picking) => Picks>> = {
  article,
  snippet,
  collection,
  folder,
  'import-source': source,
  author: name,
  tag: name,
  audience: name,
}

const paged: ReadonlySet<string> = new Set(kinds.filter((kind: Kind) => kind.page !== undefined).map((kind: Kind) => kind.name))

/** What is kept of an answer of a kind. */
export function picked(kind: string, item: Item, how: Picking): Picked {
  const found = picks[kind]?.(item, how)
  if (found === undefined) throw new Error(`${kind} is not compared`)
  const { texts, ...rest } = found
  const url = typeof item['url'] === 'string' && kind !== 'import-source' ? item['url'] : null
  const title = text(item['title'] ?? item['email'] ?? item['name'] ?? item['url'])
  return {
    ...structuredClone({ kind, id: String(item.id), title, url, ...rest, ...(paged.has(kind) ? { page: addressed(item) } : {}) }),
    // copies: what is cut out of an answer would keep all of it in memory
    texts: texts.map(({ words, ...one }) => ({ ...structuredClone(one), words })),
  }
}
