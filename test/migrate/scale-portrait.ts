import { createHash } from 'node:crypto'
import type { State } from '../../src/sandbox/index.ts'

type Article = State['articles'][number]
type Content = Article['contents'][string]

/** What a help center shows, text by text, with everything named by what people call it: two that show the same are equal. */
export interface Portrait {
  /** `title of the article · locale` → what it says and where it leads */
  readonly texts: ReadonlyMap<string, string>
  /** `kind name` → what it is made of */
  readonly objects: ReadonlyMap<string, string>
  readonly links: number
  /** links into another help center or to what is not there */
  readonly astray: readonly string[]
}

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

const tagged = /<[^>]+>/gu
const hrefs = /href="([^"]*)"/gu
const sources = /<img[^>]*src="([^"]*)"/gu

/** Draws what a sandbox holds. Reads stored HTML by regular expressions alone; `home` is the address of its own help center. */
export function portrait(state: State, home: string): Portrait {
  const articles = new Map(state.articles.map((row) => [row.id, row]))
  const names = new Map(state.collections.map(({ id, name }) => [id, name]))
  const astray: string[] = []
  let links = 0
  const main = ({ contents, defaultLocale }: Article): Content | undefined => contents[defaultLocale]
  const digests = new Map(state.images.map(({ path, digest }) => [path, digest]))

  const leads = (href: string, from: string): string => {
    if (!href.startsWith('https://intercom.help/') && !href.startsWith('#')) return href
    links += 1
    const [, locale = '', kind = '', id = '', anchor] =
      /^\/([\w-]+)\/(articles|collections)\/(\d+)[^#]*(?:#(.*))?$/u.exec(href.slice(home.length)) ?? []
    if (!href.startsWith(`${home}/`) || id === '') {
      astray.push(`${from}: ${href}`)
      return 'astray'
    }
    if (kind === 'collections') return `collection ${names.get(Number(id)) ?? ''} ${locale}`
    const target = articles.get(Number(id))
    const heading = anchor === undefined ? '' : target?.contents[locale]?.body.headings.find((each) => each.id === anchor)?.text
    if (target === undefined || heading === undefined) astray.push(`${from}: ${href}`)
    return `article ${target === undefined ? '' : (main(target)?.title ?? '')} ${locale} # ${heading ?? 'astray'}`
  }

  const texts = new Map<string, string>()
  const objects = new Map<string, string>()
  const admins = new Map(state.admins.map(({ id, email }) => [id, email]))
  const audiences = new Map(state.audiences.map(({ id, name }) => [id, name]))
  const tags = new Map(state.tags.map(({ id, name }) => [id, name]))
  const folders = new Map(state.folders.map(({ id, name }) => [id, name]))
  for (const row of state.articles) {
    const title = main(row)?.title ?? ''
    objects.set(
      `article ${title}`,
      JSON.stringify([
        row.parentIds.map((id) => names.get(id)).sort(),
        row.folderId === null ? null : folders.get(row.folderId),
        row.tags.map(({ tagId }) => tags.get(tagId)).sort(),
        Object.keys(row.contents).sort(),
      ]),
    )
    for (const [locale, content] of Object.entries(row.contents)) {
      const { html } = content.body
      const name = `${title} · ${locale}`
      const said = [
        content.title,
        content.description ?? '',
        content.state,
        admins.get(content.authorId),
        content.audienceIds.map((id) => audiences.get(id)),
        content.availability,
        short(html.replace(tagged, ' ').replace(/\s+/gu, ' ')),
        [...html.matchAll(hrefs)].map(([, href = '']) => leads(href.replaceAll('&amp;', '&'), name)),
        [...html.matchAll(sources)].map(([, src = '']) => digests.get(src) ?? src),
      ]
      texts.set(name, JSON.stringify(said))
    }
  }
  const above = (id: number | null): string[] => {
    const row = state.collections.find((each) => each.id === id)
    return row === undefined ? [] : [...above(row.parentId), row.name]
  }
  for (const row of state.collections)
    objects.set(`collection ${row.name}`, JSON.stringify([above(row.id), row.description, row.translations['fr']]))
  for (const { title, markdown, availability } of state.snippets)
    objects.set(`snippet ${title}`, JSON.stringify([short(markdown.replace(/\s+/gu, ' ').trim()), availability]))
  for (const { name } of state.folders) objects.set(`folder ${name}`, '')
  return { texts, objects, links, astray }
}

/** Where two portraits differ: at most five names, with what each says. */
export const differing = (
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): (readonly [name: string, here: string | undefined, there: string | undefined])[] =>
  [...new Set([...one.keys(), ...other.keys()])]
    .filter((name) => one.get(name) !== other.get(name))
    .slice(0, 5)
    .map((name) => [name, one.get(name), other.get(name)])
