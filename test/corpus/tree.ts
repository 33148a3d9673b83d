import { posix } from 'node:path'

/** A source of numbers in [0, 1), the same for the same seed. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const vocabulary =
  'bread oven order invoice delivery window shop counter flour recipe price member till receipt evening baker Brötchen café überall 42 3.5'.split(
    ' ',
  )

/** A generated help center: path below the content root → text of the file. */
export type Tree = ReadonlyMap<string, string>

interface Sheet {
  readonly path: string
  readonly title: string
  readonly headings: readonly string[]
}

/**
 * Articles in nested directories that link to each other by relative paths, most with an anchor. Every article links to the next one and
 * the last to the first, so all of them are one circle; more links are thrown at random, to itself, backwards and forwards. Only the very
 * last article is outside: it links to others and none to it, so that it can be deleted.
 */
export function tree(count: number, seed: number): Tree {
  const next = numbers(seed)
  const upTo = (limit: number): number => Math.floor(next() * limit)
  const pick = <T>(from: readonly T[]): T => from[upTo(from.length)] as T
  const words = (least: number, most: number): string =>
    Array.from({ length: least + upTo(most - least + 1) }, () => pick(vocabulary)).join(' ')
  const folders = ['', 'shop', 'shop/till', 'shop/till/receipts', 'ovens & more', 'ovens & more/Teig', 'billing']
  const sheets: Sheet[] = Array.from({ length: count }, (_, n) => ({
    path: posix.join(pick(folders), `${pick(vocabulary).replace('.', '-')}-${n}.md`),
    title: `${words(2, 4)} ${n}`,
    // some headings say the same as the one before
    headings: Array.from({ length: 1 + upTo(4) }, (_, at) => (at > 0 && next() < 0.2 ? 'Again' : `${words(1, 3)} part ${at}`)),
  }))
  const link = (from: Sheet, to: Sheet): string => {
    const path = from === to ? '' : encodeURI(posix.relative(posix.dirname(from.path), to.path))
    const heading = from === to || next() < 0.6 ? pick(to.headings) : undefined
    return `[${words(1, 2)}](${path}${heading === undefined ? '' : `#${slug(heading)}`})`
  }
  const circle = sheets.slice(0, -1)
  const page = (sheet: Sheet, n: number): string => {
    const sections = sheet.headings.map((heading) => {
      const others = Array.from({ length: upTo(4) }, () => link(sheet, next() < 0.15 ? sheet : pick(circle)))
      const list =
        next() < 0.3
          ? `\n\n- ${words(2, 5)}\n- ${others.join(' and ')} ${words(1, 3)}`
          : `\n\n${words(4, 20)} ${others.join(', ')}.`
      return `## ${heading}${list}`
    })
    const onward = link(sheet, circle[(n + 1) % circle.length] as Sheet)
    return `---\ntitle: ${sheet.title}\n---\n${words(5, 30)} ${onward} ${words(2, 6)}.\n\n${sections.join('\n\n')}\n`
  }
  return new Map(sheets.map((sheet, n) => [sheet.path, page(sheet, n)]))
}

const slug = (heading: string): string =>
  encodeURIComponent(
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} ]/gu, '')
      .replace(/ /gu, '-'),
  )

/** The text of a file with its links to one file leading to another. */
export const relinked = (text: string, path: string, from: string, to: string): string => {
  const written = (target: string): string => `](${encodeURI(posix.relative(posix.dirname(path), target))}`
  return text.replaceAll(`${written(from)})`, `${written(to)})`).replaceAll(`${written(from)}#`, `${written(to)}#`)
}
