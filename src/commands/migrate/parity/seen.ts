import type { Item, WorkspaceWorld } from '../../../sides/workspace/index.ts'
import { htmlFacts, markdownFacts, spaced, type Facts } from './html-facts.ts'

/** A text of an object in one locale; null where the object has one text alone. */
export interface Text {
  readonly locale: string | null
  readonly state: string
  readonly title: string
  readonly description: string
  readonly facts: Facts
}

/** An object as people see it: every reference by the name of what it leads to. */
export interface Seen {
  readonly kind: string
  readonly id: string
  readonly title: string
  readonly url: string | null
  readonly texts: readonly Text[]
  /** field → what it says, references as sorted names */
  readonly fields: Readonly<Record<string, string>>
}

/** The objects of a workspace as they were answered, by kind. */
export type Answers = ReadonlyMap<string, readonly Item[]>

type Json = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string => (typeof value === 'string' ? spaced(value) : '')
const idOf = (value: unknown): string =>
  isRecord(value) ? idOf(value['id']) : typeof value === 'string' || typeof value === 'number' ? String(value) : ''
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** What an object is called, whatever its kind. */
const nameOf = (item: Json): string => text(item['title'] ?? item['email'] ?? item['name'] ?? item['url'])

/** Says in what way names of the first workspace are called in the second: by kind, name → name. */
export type Renamed = (kind: string, name: string) => string

/** All objects of a workspace by kind and id, said by names instead of ids. Kinds only Intercom makes are not among them. */
export function seen(answers: Answers, world: WorkspaceWorld, renamed: Renamed = (_, name) => name): Map<string, Seen> {
  const names = new Map<string, string>()
  for (const [kind, items] of answers) for (const item of items) names.set(`${kind}:${item.id}`, nameOf(item))
  const parents = new Map<string, string>()
  for (const kind of ['collection', 'folder'])
    for (const item of answers.get(kind) ?? []) {
      const parent = idOf(item['parent_id'])
      if (parent !== '') parents.set(`${kind}:${item.id}`, `${kind}:${parent}`)
    }
  const path = (of: string, depth = 0): string => {
    const above = parents.get(of)
    const name = names.get(of) ?? `? ${of}`
    return above === undefined || depth > 9 ? name : `${path(above, depth + 1)} / ${name}`
  }
  const called = (kind: string, ids: readonly unknown[]): string =>
    ids
      .map((id) =>
        kind === 'collection' || kind === 'folder'
          ? path(`${kind}:${idOf(id)}`)
          : renamed(kind, names.get(`${kind}:${idOf(id)}`) ?? `? ${idOf(id)}`),
      )
      .sort()
      .join(', ')
  const one = (kind: string, id: unknown): string => (idOf(id) === '' || idOf(id) === '0' ? '' : called(kind, [id]))
  const available = (item: Json): string =>
    ['ai_chatbot_availability', 'ai_copilot_availability', 'ai_sales_agent_availability']
      .map((name) => String(item[name] === true))
      .join(' ')
  const main = world.helpCenters.find(({ ours }) => ours)?.locales[0] ?? 'en'

  const found = new Map<string, Seen>()
  const put = (kind: string, item: Item, texts: readonly Text[], fields: Seen['fields']): void => {
    const url = typeof item['url'] === 'string' && kind !== 'import-source' ? item['url'] : null
    found.set(`${kind}:${item.id}`, { kind, id: String(item.id), title: nameOf(item), url, texts, fields })
  }
  for (const item of answers.get('article') ?? []) {
    const of = (values: Json, locale: string): Text => ({
      locale,
      state: text(values['state']),
      title: text(values['title']),
      description: text(values['description']),
      facts: htmlFacts(typeof values['body'] === 'string' ? values['body'] : ''),
    })
    const own = text(item['default_locale']) || main
    const others = Object.entries(isRecord(item['translated_content']) ? item['translated_content'] : {}).filter(
      ([locale, values]) => locale !== own && locale !== 'type' && isRecord(values) && text(values['title']) !== '',
    )
    put('article', item, [of(item, own), ...others.map(([locale, values]) => of(values as Json, locale))], {
      parents: called('collection', list(item['parent_ids'])),
      folder: one('folder', item['folder_id']),
      author: one('author', item['author_id']),
      tags: called('tag', list(isRecord(item['tags']) ? item['tags']['tags'] : item['tags'])).toLowerCase(),
      audiences: called('audience', list(item['audience_ids'])),
      availability: available(item),
    })
  }
  for (const item of answers.get('snippet') ?? []) {
    const markdown = typeof item['body_markdown'] === 'string' ? item['body_markdown'] : ''
    const only = { locale: null, state: '', title: text(item['title']), description: '', facts: markdownFacts(markdown) }
    const fields = {
      locale: text(item['locale']),
      audiences: called('audience', list(item['audience_ids'])),
      availability: available(item),
    }
    put('snippet', item, [only], fields)
  }
  for (const item of answers.get('collection') ?? []) {
    const others = Object.entries(isRecord(item['translated_content']) ? item['translated_content'] : {}).flatMap(
      ([locale, values]) =>
        isRecord(values) && text(values['name']) !== ''
          ? [`${locale}: ${text(values['name'])} – ${text(values['description'])}`]
          : [],
    )
    put('collection', item, [], {
      name: text(item['name']),
      description: text(item['description']),
      parent: one('collection', item['parent_id']),
      translations: others.sort().join('; '),
    })
  }
  for (const item of answers.get('folder') ?? [])
    put('folder', item, [], {
      name: text(item['name']),
      description: text(item['description']),
      parent: one('folder', item['parent_id']),
    })
  for (const item of answers.get('import-source') ?? [])
    put('import-source', item, [], {
      url: text(item['url']),
      status: text(item['status']),
      audiences: called('audience', list(item['audience_ids'])),
    })
  return found
}
