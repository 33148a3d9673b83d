import { createHash } from 'node:crypto'
import { finish } from '../../src/sandbox/bodies/finish.ts'
import { imageHost } from '../../src/sandbox/bodies/images.ts'
import { prepareHtml } from '../../src/sandbox/bodies/prepare.ts'
import { seed as seedStore } from '../../src/sandbox/seed.ts'
import type { Article, Content, Written } from '../../src/sandbox/shapes.ts'
import { openStore, type Store } from '../../src/sandbox/store.ts'
import { withDefaults } from '../../src/sandbox/switches.ts'
import { hexFrom, type Workspace } from '../../src/sandbox/workspace.ts'
import { draw, picture, type Draw } from './scale-words.ts'

/** How much a generated workspace holds. */
export interface Sizes {
  readonly articles: number
  readonly collections: number
  readonly links: number
  /** hosted images; a quarter of them has the bytes of another one */
  readonly images: number
  readonly snippets: number
  readonly tags: number
  /** letters of a text, about */
  readonly letters: number
}

/** The sizes of a help center with so many articles, in the proportions of a large one. */
export const sizesFor = (articles: number): Sizes => ({
  articles,
  collections: Math.ceil(articles * 0.06),
  links: articles * 4,
  images: Math.ceil(articles * 0.8),
  snippets: Math.ceil(articles * 0.04),
  tags: Math.min(40, Math.ceil(articles * 0.05)),
  letters: 2000,
})

export const locales = ['en', 'fr', 'de'] as const
export const home = 'https://intercom.help/was'

const firstId = 1001
const began = 1_700_000_000
const sections = 3
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
/** The id of a heading, known before the body is written: others link to it. */
const headingId = (article: number, locale: string, section: number): string =>
  `h_${digest(`${article} ${locale} ${section}`).slice(0, 10)}`

/**
 * Writes a workspace of that size into a sandbox's data folder, as if it had grown there: three languages, collections three deep, folders, links by id
 * and anchor into every language, pictures that stand in several articles, tags, snippets. A sandbox started in the folder serves it.
 */
export async function fill(folder: string, sizes: Sizes, seed: number): Promise<void> {
  const store = openStore(folder, true, firstId)
  seedStore(
    store,
    { workspaceId: `scale${sizes.articles}`, name: 'Old', locales, helpCenter: 'was' },
    'token-of-the-old-one',
    began,
  )
  const meta = store.get('meta', 0)
  if (meta === undefined) throw new Error('there is no workspace')
  const workspace: Workspace = {
    store,
    meta,
    switches: withDefaults({ sentHeadingIds: 'kept', imageFetch: 'none' }),
    now: () => began * 1000,
    stamp: () => began,
    hex: hexFrom(`scale ${seed}`),
  }
  const from = draw(seed)
  const collections = shelves(store, sizes, from)
  const folders = drawers(store, sizes, from)
  const tags = Array.from({ length: sizes.tags }, (_, n) => {
    const id = store.nextId('tags')
    store.put('tags', { id, name: `tag ${n} ${from.words(1)}` })
    return id
  })
  const images = pictures(store, sizes)
  for (let n = 0; n < sizes.articles; n += 1) {
    const id = firstId + n
    const contents: Record<string, Content> = {}
    const author = firstId + (n % 3)
    for (const [place, locale] of locales.entries()) {
      const title = `${from.words(3)} ${n} ${locale}`
      const html = bodyOf({ id, n, place, locale }, { sizes, images, collections }, from)
      const body: Written = finish(await prepareHtml(html, workspace), [], workspace)
      contents[locale] = {
        title,
        description: n % 3 === 0 ? from.words(6) : null,
        body,
        authorId: author,
        state: n % 20 === 7 ? 'draft' : 'published',
        publishedOnce: n % 20 !== 7,
        audienceIds: n % 50 === 3 ? [firstId + 1] : [],
        availability: { chatbot: n % 11 !== 0, copilot: true, salesAgent: n % 2 === 0 },
        draft: null,
        versionId: null,
        createdAt: began + n,
        updatedAt: began + n,
        createdBy: author,
        updatedBy: author,
      }
    }
    const row: Article = {
      id,
      defaultLocale: 'en',
      contents,
      parentIds: n % 13 === 0 ? [] : [from.pick(collections)],
      folderId: n % 10 === 0 && folders.length > 0 ? from.pick(folders) : null,
      tags: n % 4 === 0 ? [{ tagId: from.pick(tags), at: began, by: author }] : [],
      publishAt: null,
      unpublishAt: null,
      createdAt: began + n,
      updatedAt: began + n,
      createdBy: author,
      updatedBy: author,
    }
    store.put('articles', row)
  }
  for (let n = 0; n < sizes.snippets; n += 1) {
    const id = store.nextId('snippets')
    store.put('snippets', {
      id,
      title: `What about ${from.words(2)} ${n}?`,
      locale: 'en',
      blocks: [],
      markdown: `${from.words(20)} ${n}.\n\n- ${from.words(4)}\n- [${from.words(2)}](https://example.test/${n})`,
      headings: [],
      audienceIds: [],
      availability: { chatbot: true, copilot: n % 2 === 0, salesAgent: false },
      tags: [],
      createdAt: began + n,
      updatedAt: began + n,
    })
  }
  store.close()
}

function shelves(store: Store, { collections }: Sizes, from: Draw): number[] {
  const ids: number[] = []
  const depth = new Map<number, number>()
  const [center] = store.rows('helpCenters')
  for (let n = 0; n < collections; n += 1) {
    const id = store.nextId('collections')
    const parents = ids.filter((each) => (depth.get(each) ?? 0) < 2)
    const parent = n % 3 === 0 || parents.length === 0 ? null : from.pick(parents)
    depth.set(id, parent === null ? 0 : (depth.get(parent) ?? 0) + 1)
    const own = { name: `${from.words(2)} shelf ${n}`, description: from.words(5) }
    store.put('collections', {
      id,
      ...own,
      order: n,
      icon: 'book-bookmark',
      defaultLocale: 'en',
      translations: { en: own, fr: { name: `rayon ${n} ${from.words(1)}`, description: from.words(4) } },
      parentId: parent,
      helpCenterId: center?.id ?? 0,
      createdAt: began,
      updatedAt: began,
    })
    ids.push(id)
  }
  return ids
}

function drawers(store: Store, { articles }: Sizes, from: Draw): number[] {
  return Array.from({ length: Math.ceil(articles / 100) }, (_, n) => {
    const id = store.nextId('folders')
    store.put('folders', {
      id,
      name: `${from.words(1)} drawer ${n}`,
      description: null,
      emoji: null,
      parentId: null,
      createdAt: began,
      updatedAt: began,
    })
    return id
  })
}

/** The addresses of the images; each fourth has the bytes of the one before. */
function pictures(store: Store, { images }: Sizes): string[] {
  return Array.from({ length: images }, (_, n) => {
    const id = store.nextId('images')
    const bytes = picture(n % 4 === 3 ? n - 1 : n)
    const hash = createHash('sha256').update(bytes).digest('hex')
    store.keepBytes(hash, bytes)
    const path = `${imageHost}/i/o/${id}/${digest(`hex ${n}`).slice(0, 24)}/${digest(`uuid ${n}`).slice(0, 8)}-1111-4111-8111-${digest(`uuid ${n}`).slice(8, 20)}`
    store.put('images', { id, path, source: path, digest: hash, type: 'image/svg+xml' })
    return path
  })
}

interface Spot {
  readonly id: number
  readonly n: number
  readonly place: number
  readonly locale: string
}

interface Shelf {
  readonly sizes: Sizes
  readonly images: readonly string[]
  readonly collections: readonly number[]
}

function bodyOf({ id, n, place, locale }: Spot, { sizes, images, collections }: Shelf, from: Draw): string {
  const texts = sizes.articles * locales.length
  const nth = n * locales.length + place
  // as many links as are left over for this text when they are dealt out evenly
  const count = Math.floor(((nth + 1) * sizes.links) / texts) - Math.floor((nth * sizes.links) / texts)
  const links = Array.from({ length: count }, () => linkTo(from, sizes, collections, locale))
  // most pictures stand in all three languages of one article, some in the next one too
  const own = images[n]
  const borrowed = n % 7 === 0 ? images[(n + 1) % Math.max(1, images.length)] : undefined
  const shown = [...(own === undefined ? [] : [own]), ...(borrowed === undefined || place > 0 ? [] : [borrowed])]
  const each = Math.max(10, Math.floor(sizes.letters / sections / 6) - 12)
  return Array.from({ length: sections }, (_, section) =>
    [
      `<h2 id="${headingId(id, locale, section)}">Part ${section} ${from.words(2)}</h2>`,
      `<p>${from.words(each)} <b>${from.words(2)}</b>.</p>`,
      section === 0 ? links.map((link) => `<p>${from.words(3)} ${link} ${from.words(2)}</p>`).join('') : '',
      section === 1 ? `<ul><li>${from.words(5)}</li><li>${from.words(4)}</li></ul>` : '',
      section === 2 ? shown.map((image) => `<img src="${image}" alt="${from.words(2)}">`).join('') : '',
    ].join(''),
  ).join('')
}

/** Half of the links lead to a heading, a few to a collection, and one in ten into another language. */
function linkTo(from: Draw, sizes: Sizes, collections: readonly number[], own: string): string {
  const locale = from.upTo(10) === 0 ? from.pick(locales) : own
  if (from.upTo(20) === 0) return `<a href="${home}/${locale}/collections/${from.pick(collections)}">${from.words(2)}</a>`
  const id = firstId + from.upTo(sizes.articles)
  const anchor = from.upTo(2) === 0 ? `#${headingId(id, locale, from.upTo(sections))}` : ''
  return `<a href="${home}/${locale}/articles/${id}${anchor}">${from.words(2)}</a>`
}
