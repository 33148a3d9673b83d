import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Element, ElementContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import { expect } from 'vitest'
import type { Counter } from './counter.ts'

interface Planned {
  readonly changes: readonly { readonly verb: string; readonly takeover?: true }[]
  readonly beside: readonly unknown[]
}

/** What a workspace holds of each text: its blocks as HTML, empty lines left out, by `12/en`. Read with an HTML parser, without the program. */
export function blocksOf({ sandbox }: Counter): ReadonlyMap<string, readonly string[]> {
  const { articles } = sandbox.control.state()
  return new Map(
    articles.flatMap(({ id, contents }) =>
      Object.entries(contents).map(([locale, { body }]) => [`${id}/${locale}`, blocksIn(body.html)] as const),
    ),
  )
}

function blocksIn(html: string): string[] {
  const { children } = fromHtml(html, { fragment: true })
  return children
    .filter((node): node is Element => node.type === 'element' && !isEmptyLine(node))
    .map((node) =>
      toHtml(inOneSpelling(node))
        .normalize('NFC')
        .replace(/\n+(?=<\/code>)/gu, ''),
    )
}

const isEmptyLine = (node: Element): boolean =>
  node.tagName === 'p' && node.children.every((child) => child.type === 'text' && child.value.trim() === '')

/** Without empty lines in it (they say nothing, and come of whitespace between blocks too), and attributes in the order of their names. */
function inOneSpelling(node: Element): Element {
  const children = node.children.flatMap((child): ElementContent[] => {
    if (child.type !== 'element') return [child]
    // the one of an empty cell has to be there
    return isEmptyLine(child) && node.children.length > 1 ? [] : [inOneSpelling(child)]
  })
  const properties = Object.fromEntries(Object.entries(node.properties).sort(([a], [b]) => (a < b ? -1 : 1)))
  return { ...node, properties, children }
}

/** A pull into nothing, and a plan that has nothing to say. */
export async function pulled(shop: Counter, images: string): Promise<void> {
  const before = blocksOf(shop)
  await shop.run(`pull --yes --images ${images}`)
  await shop.quiet()
  expect(blocksOf(shop)).toEqual(before)
}

/** Nothing is remembered any more: what is planned is to remember it again, without a word about differences. */
export async function adoptedAnew(shop: Counter): Promise<void> {
  rmSync(join(shop.desk.root, '.content-sync'), { recursive: true })
  const { changes, beside } = JSON.parse((await shop.run('plan -f json')).out) as Planned
  expect(changes.filter(({ verb, takeover }) => verb !== 'adopt' || takeover === true)).toEqual([])
  expect(changes.length).toBeGreaterThan(0)
  expect(beside).toEqual([])
  shop.sandbox.control.clearLog()
  await shop.run('apply --yes')
  expect(shop.sandbox.requests().filter(({ method }) => method !== 'GET')).toEqual([])
  await shop.quiet()
}

/** A paragraph more at the end of every file is a paragraph more at the end of every text, and nothing else of it changes. */
export async function added(
  shop: Counter,
  isText: (path: string) => boolean = (path) => path.startsWith('content/articles/'),
): Promise<void> {
  const before = blocksOf(shop)
  const files = [...shop.files().keys()].filter((path) => isText(path) && path.endsWith('.md'))
  for (const file of files) appendFileSync(join(shop.desk.root, file), '\nAs good as ever.\n')
  await shop.run('apply --yes')
  const after = blocksOf(shop)
  expect(after.size).toBe(before.size)
  const differing = [...before].flatMap(([text, blocks]) => {
    const wanted = [...blocks, '<p class="no-margin">As good as ever.</p>']
    return JSON.stringify(after.get(text)) === JSON.stringify(wanted) ? [] : [{ text, wanted, got: after.get(text) }]
  })
  expect(differing).toEqual([])
  expect(files).toHaveLength(before.size)
  await shop.quiet()
}

/** A checkout with nothing in it gets, byte for byte, the files there were. */
export async function writtenAgain(shop: Counter, images: string): Promise<void> {
  const before = shop.files()
  shop.empty(true)
  await shop.run(`pull --yes --images ${images}`)
  expect(shop.files()).toEqual(before)
  await shop.quiet()
}
