import type { Met, Seen } from './seen.ts'

/** A Markdown file as a person would read its source, without a Markdown parser: what of it is text, what is a link, what is an image. */
export interface Source extends Seen {
  readonly title: string | null
  /** names that lead to a place in it: words of headings joined by -, and names given by hand */
  readonly anchors: Map<string, string>
  /** names met, with how many words had been read by then: what comes next decides where they lead */
  readonly waiting: { readonly name: string; readonly words: number }[]
}

/** A line as it is left when signs that are no text are gone. */
export interface Line {
  readonly text: string
  readonly line: number
}

/** The name a heading has by its words. */
export const anchorOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replace(/ /gu, '-')

/** Things met in a line. */
export const met = (all: readonly string[], line: number): Met[] => all.map((what) => ({ what, line }))

/** The names before a heading, in it and made of its words lead to it. */
export function headed(title: string, names: readonly string[], seen: Source): void {
  const inside = [...title.matchAll(/<\w+\s[^<>]*?(?:id|name)\s*=\s*["']?([^"'\s<>]+)/gu)].map(([, name = '']) => name)
  const words = title.replace(/(?<!\\)<\/?[a-z][^<>]*>/giu, ' ')
  settle(seen)
  for (const one of [...seen.waiting.splice(0).map(({ name }) => name), ...inside, ...names, anchorOf(words)])
    if (!seen.anchors.has(one)) seen.anchors.set(one, words)
}

/** A name with text behind it stands in the part under the heading before, or in the beginning, which has none. */
export function settle(seen: Source): void {
  const before = [...seen.anchors.values()].at(-1) ?? ''
  for (const { name } of seen.waiting.filter(({ words }) => words < seen.words.length)) seen.anchors.set(name, before)
  seen.waiting.splice(0, seen.waiting.length, ...seen.waiting.filter(({ words }) => words >= seen.words.length))
}
