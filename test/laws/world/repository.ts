// A help center as a value: what the generator makes, what steps change and what is laid out as files.

export type Block =
  | { readonly is: 'text' | 'callout' | 'list' | 'table' | 'code'; readonly words: string }
  | { readonly is: 'heading'; readonly text: string }
  /** any `to` leads to some page, any `anchor` to some heading where the page has one */
  | { readonly is: 'link'; readonly to: number; readonly anchor: number | null }
  | { readonly is: 'image'; readonly picture: number }

export interface Text {
  readonly title: string
  readonly blocks: readonly Block[]
}

export interface Page extends Text {
  /** stays through renames and moves; nobody but the tests knows it */
  readonly uid: number
  readonly name: string
  /** folder below the articles, '' at the top */
  readonly shelf: string
  /** undefined: not ours to manage */
  readonly description: string | undefined
  readonly state: 'draft' | 'published'
  readonly tags: readonly string[] | undefined
  readonly audiences: readonly string[] | undefined
  /** collections besides its own folder */
  readonly also: readonly string[]
  readonly folder: string | undefined
  readonly fr: Text | undefined
}

export interface Snippet {
  readonly uid: number
  readonly name: string
  readonly title: string
  readonly words: string
  readonly locale: 'en' | 'fr'
}

export interface Repository {
  readonly pages: readonly Page[]
  readonly snippets: readonly Snippet[]
  /** folder → the name its `_collection.yaml` gives it */
  readonly shelves: ReadonlyMap<string, string>
  /** address of the one import source, where there is one */
  readonly source: string | undefined
  /** picture → how often its bytes changed */
  readonly pictures: ReadonlyMap<number, number>
}

export const folders = ['Front of house', 'Front of house/Counter', 'Kitchen'] as const
export const extras = ['Seasonal', 'Seasonal/Easter', 'Staff'] as const
export const audiences = ['Trial users', 'Beta testers'] as const

/** Each folder of articles with the folders above it. */
export function shelvesOf(pages: readonly Page[]): Set<string> {
  const found = new Set<string>()
  for (const { shelf } of pages)
    if (shelf !== '') shelf.split('/').forEach((_, n, all) => found.add(all.slice(0, n + 1).join('/')))
  return found
}

export const keyOf = (page: Page): string => (page.shelf === '' ? page.name : `${page.shelf}/${page.name}`)

/** The collections a page is filed in, by key; null where its file says nothing of it. */
export const filedIn = (page: Page): readonly string[] | null =>
  page.also.length > 0 ? [...(page.shelf === '' ? [] : [page.shelf]), ...page.also] : page.shelf === '' ? null : [page.shelf]

/** Two pages of one title on one shelf would be one target: the later one is told apart by its number. */
export function titled(pages: readonly Page[]): Page[] {
  const taken = new Set<string>()
  return pages.map((page) => {
    const places = filedIn(page) ?? ['']
    const marks = (title: string): string[] => places.map((place) => `${place}\n${title.toLowerCase()}`)
    const title = marks(page.title).some((mark) => taken.has(mark)) ? `${page.title} ${page.uid}` : page.title
    for (const mark of marks(title)) taken.add(mark)
    return { ...page, title, ...(page.fr === undefined ? {} : { fr: { ...page.fr, title: `${title} fr` } }) }
  })
}

/** The page a link leads to: the one of that number, else the next one there is. */
export function targetOf(link: { to: number }, pages: readonly Page[]): Page {
  const sorted = [...pages].sort((a, b) => a.uid - b.uid)
  const target = sorted.find(({ uid }) => uid >= link.to) ?? sorted[0]
  if (target === undefined) throw new Error('a link needs a page to lead to')
  return target
}

export const headingsIn = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.is === 'heading' ? [block.text] : []))

/** The heading a link leads to, with its place among equal ones; undefined: the top of the page. */
export function headingOf(link: { anchor: number | null }, blocks: readonly Block[]): { text: string; nth: number } | undefined {
  const all = headingsIn(blocks)
  if (link.anchor === null || all.length === 0) return undefined
  const at = link.anchor % all.length
  const text = all[at]
  return text === undefined ? undefined : { text, nth: all.slice(0, at).filter((each) => each === text).length }
}

/** The blocks a link from a page of one language is answered with. */
export const answering = (target: Page, locale: 'en' | 'fr'): readonly Block[] =>
  locale === 'fr' && target.fr !== undefined ? target.fr.blocks : target.blocks

/** The text of a page in one language: what is written by itself. */
export interface Body {
  readonly page: Page
  readonly locale: 'en' | 'fr'
}

/** The body a link is answered with. */
const into = (target: Page, locale: 'en' | 'fr'): Body => ({ page: target, locale: target.fr === undefined ? 'en' : locale })

/** Whether anchors lead from a page, as a link in some language finds it, to a body; from a body to itself: around a circle. */
export function anchored(from: Page, to: Body, pages: readonly Page[]): boolean {
  const named = ({ page, locale }: Body): string => `${page.uid} ${locale}`
  const next = ({ page, locale }: Body): Body[] =>
    (locale === 'fr' ? (page.fr?.blocks ?? []) : page.blocks).flatMap((block) => {
      if (block.is !== 'link') return []
      const target = targetOf(block, pages)
      return headingOf(block, answering(target, locale)) === undefined ? [] : [into(target, locale)]
    })
  const reached = new Set<string>()
  const open = [into(from, to.locale)]
  for (let body = open.pop(); body !== undefined; body = open.pop()) {
    if (named(body) === named(to)) return true
    if (reached.has(named(body))) continue
    reached.add(named(body))
    open.push(...next(body))
  }
  return false
}
