import type { State } from '../../../src/sandbox/index.ts'
import { hold } from './broken.ts'
import type { Page, Text } from './repository.ts'
import { anchored, answering, filedIn, headingOf, headingsIn, keyOf, targetOf } from './repository.ts'
import type { LedgerLine, Scene } from './scene.ts'
import { ledgerOf } from './scene.ts'

type Row = State['articles'][number]

interface Looking {
  readonly scene: Scene
  readonly lines: readonly LedgerLine[]
  readonly state: State
}

const ids = (looking: Looking, table: LedgerLine['table'], keys: readonly string[]): (number | undefined)[] =>
  keys.map((key) => looking.lines.find((line) => line.table === table && line.key === key)?.id ?? undefined)

const sorted = (values: readonly unknown[]): string => JSON.stringify([...values].map(String).sort())

const unescaped = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&nbsp;|&#xA0;/g, '\u00a0')
    .replaceAll(/&amp;|&#x26;/g, '&')

const words = (html: string): string => unescaped(html.replaceAll(/<[^>]*>/g, ' ')).replaceAll(/[^\p{L}\p{N}$]+/gu, ' ')

/** Where the links to other pages lead: page → href. */
const hrefs = (html: string): { uid: number; href: string }[] =>
  [...html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>page (\d+)<\/a>/g)].map(([, href, uid]) => ({
    uid: Number(uid),
    href: href ?? '',
  }))

function text(page: Page, wanted: Text, row: Row, locale: 'en' | 'fr', looking: Looking): void {
  const there = row.contents[locale]
  const name = `page ${page.uid} (${locale})`
  hold(1, there !== undefined, () => `${name} did not arrive`)
  if (there === undefined) return
  hold(1, there.title === wanted.title, () => `${name}: title is ${there.title}, the file says ${wanted.title}`)
  hold(1, there.state === page.state, () => `${name}: state is ${there.state}, the file says ${page.state}`)
  const said = ` ${words(there.body.html)} `
  for (const block of wanted.blocks) {
    if (!('words' in block)) continue
    const missing = words(block.words.replaceAll(/\]\([^)]*\)/g, ' '))
      .trim()
      .split(' ')
      .filter((word) => !said.includes(` ${word} `))
    hold(1, missing.length === 0, () => `${name}: the text lost ${missing.join(', ')}: ${there.body.html}`)
  }
  const headings = there.body.headings.map((heading) => heading.text)
  hold(1, sorted(headings) === sorted(headingsIn(wanted.blocks)), () => `${name}: headings are ${headings.join(', ')}`)
  const pictures = wanted.blocks.filter((block) => block.is === 'image').length
  hold(
    1,
    (there.body.html.match(/<img /g) ?? []).length === pictures,
    () => `${name}: expected ${pictures} images: ${there.body.html}`,
  )
  links(page, wanted, there.body.html, locale, looking)
}

function links(page: Page, wanted: Text, html: string, locale: 'en' | 'fr', looking: Looking): void {
  const { scene, state } = looking
  const name = `page ${page.uid} (${locale})`
  const found = hrefs(html)
  const expected = wanted.blocks.filter((block) => block.is === 'link')
  hold(1, found.length === expected.length, () => `${name}: expected ${expected.length} links, found ${found.length}: ${html}`)
  expected.forEach((link, n) => {
    const target = targetOf(link, scene.repository.pages)
    const [id] = ids(looking, 'articles', [keyOf(target)])
    if (id === undefined || scene.touched.has(target.uid)) return
    const href = found[n]?.href ?? ''
    hold(
      1,
      new RegExp(`/articles/${id}(?![0-9])`).test(href),
      () => `${name}: the link to page ${target.uid} (id ${id}) leads to ${href}`,
    )
    const heading = headingOf(link, answering(target, locale))
    const fragment = href.includes('#') ? href.slice(href.indexOf('#') + 1) : undefined
    const contents = state.articles.find((each) => each.id === id)?.contents
    const into = contents?.[locale === 'fr' && target.fr !== undefined ? 'fr' : 'en']
    const same = into?.body.headings.filter((each) => each.text === heading?.text) ?? []
    const leads = heading !== undefined && same[heading.nth]?.id === fragment
    // in a circle of renewed ids one of them has to lead to the top: no anchor, or one that is no heading's
    const nobodys = fragment === undefined || into?.body.headings.every(({ id }) => id !== fragment) === true
    // an anchor nothing stands at leads to the top as well
    if (heading === undefined) hold(1, nobodys, () => `${name}: the link to page ${target.uid} has an anchor: ${href}`)
    const top = nobodys && scene.renewing && anchored(target, { page, locale }, scene.repository.pages)
    hold(
      1,
      heading === undefined || leads || top,
      () =>
        `${name}: the link to "${String(heading?.text)}" of page ${target.uid} leads to ${href}, its headings are ${JSON.stringify(into?.body.headings)}`,
    )
  })
}

function sets(page: Page, row: Row, looking: Looking): void {
  const { scene, state } = looking
  const foreign = (is: 'tag' | 'collection'): Set<number> =>
    new Set(scene.members.filter((member) => member.uid === page.uid && member.is === is).map(({ id }) => id))
  const tags = row.tags
    .filter(({ tagId }) => !foreign('tag').has(tagId))
    .map(({ tagId }) => state.tags.find(({ id }) => id === tagId)?.name.toLowerCase())
  const wanted = page.tags?.map((tag) => tag.toLowerCase())
  if (wanted !== undefined)
    hold(1, sorted(tags) === sorted(wanted), () => `page ${page.uid}: tags are ${sorted(tags)}, the file says ${sorted(wanted)}`)
  const shelves = filedIn(page)
  if (shelves !== null) {
    const parents = row.parentIds.filter((id) => !foreign('collection').has(id))
    const keys = ids(looking, 'collections', shelves)
    hold(
      1,
      sorted(parents) === sorted(keys),
      () => `page ${page.uid}: filed in ${sorted(parents)}, the file says ${sorted(shelves)} = ${sorted(keys)}`,
    )
  }
  if (page.folder !== undefined) {
    const [folder] = ids(looking, 'folders', [page.folder])
    hold(
      1,
      row.folderId === folder,
      () => `page ${page.uid}: folder is ${String(row.folderId)}, the file says ${String(page.folder)}`,
    )
  }
  if (page.audiences !== undefined) {
    const names = row.contents['en']?.audienceIds.map((id) => state.audiences.find((each) => each.id === id)?.name) ?? []
    const given = page.audiences
    hold(
      1,
      sorted(names) === sorted(given),
      () => `page ${page.uid}: audiences are ${sorted(names)}, the file says ${sorted(given)}`,
    )
  }
}

/** Law 1: an empty plan is only worth something where the workspace has what the files say. Looked up in the stored rows, without the program. */
export function arrived(scene: Scene): void {
  const looking = { scene, lines: ledgerOf(scene.house), state: scene.house.sandbox.control.state() }
  for (const page of scene.repository.pages) {
    const [id] = ids(looking, 'articles', [keyOf(page)])
    const row = looking.state.articles.find((each) => each.id === id)
    if (id === undefined || scene.touched.has(page.uid)) continue
    hold(1, row !== undefined, () => `page ${page.uid} has id ${id}, and there is no such article`)
    if (row === undefined) continue
    text(page, page, row, 'en', looking)
    if (page.fr !== undefined) text(page, page.fr, row, 'fr', looking)
    if (page.description !== undefined) {
      const there = row.contents['en']?.description ?? ''
      hold(
        1,
        there === page.description,
        () => `page ${page.uid}: description is "${there}", the file says "${String(page.description)}"`,
      )
    }
    if (!scene.released.has(page.uid)) sets(page, row, looking)
  }
  for (const { name, locale, words: said } of scene.repository.snippets) {
    const [id] = ids(looking, 'snippets', [`${name}@${locale}`])
    const row = looking.state.snippets.find((each) => each.id === id)
    hold(
      1,
      row !== undefined && words(row.markdown).includes(words(said).trim()),
      () => `snippet ${name}: expected "${said}", got ${JSON.stringify(row)}`,
    )
  }
}
