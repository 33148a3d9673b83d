import { diffArrays } from 'diff'
import type { Finding } from '../../src/model/index.ts'
import type { Met, Seen } from './seen.ts'
import { wordsOf } from './seen.ts'

/** Whether a finding's message names a thing as not carried. */
type Named = (what: string, message: string) => boolean

// one finding may stand for several losses: it has the line of the first
const covers = (finding: Finding, line: number): boolean =>
  finding.line === line || (finding.line < line && finding.message.endsWith('times)'))

/** What of a file its article does not have, or has though the file does not; what a finding names at its line is left out. */
export function losses(
  file: Seen,
  article: Seen,
  findings: readonly Finding[],
  asInArticle: (target: string, line: number) => string,
  image: { readonly ofFile: (src: string) => string; readonly ofArticle: (src: string) => string },
): string[] {
  const compared = (name: string, inFile: readonly Met[], inArticle: readonly Met[], named: Named): string[] =>
    compare(inFile, inArticle, name === 'word')
      .filter(({ what, line }) => !findings.some((finding) => covers(finding, line) && named(what, finding.message)))
      .map(({ what, line }) => (line === 0 ? `${name} only in the article: ${what}` : `${name} lost, line ${line}: ${what}`))
  const texts = (images: Seen['images']): Met[] =>
    images.map(({ alt, line }) => ({ what: alt.replace(/\s+/gu, ' ').trim(), line })).filter(({ what }) => what !== '')
  const meant = new Map(file.links.map(({ what, line }) => [asInArticle(what, line), what]))
  return [
    ...compared('word', file.words, article.words, inTag),
    ...compared('link', runs(as(file.links, asInArticle)), runs(article.links), (what, message) =>
      says(meant.get(what) ?? what, message),
    ),
    ...compared(
      'image',
      as(file.images, (src) => image.ofFile(src)),
      as(article.images, (src) => image.ofArticle(src)),
      says,
    ),
    ...compared('text of an image', texts(file.images), texts(article.images), () => false),
  ]
}

const as = (all: readonly Met[], spell: (what: string, line: number) => string): Met[] =>
  all.map(({ what, line }) => ({ what: spell(what, line), line }))

// <Device name>, which is no HTML element: its words are the ones between < and >
const inTag: Named = (word, message) =>
  [...message.matchAll(/<([^<>]*)>/gu)].some(([, tag = '']) => wordsOf(tag.toLowerCase()).includes(word.toLowerCase()))

const says: Named = (target, message) => message.includes(target.slice(0, 200))

// two links side by side to one place are one link to a reader
const runs = (all: readonly Met[]): Met[] => all.filter(({ what }, at) => all[at - 1]?.what !== what)

function compare(file: readonly Met[], article: readonly Met[], joined: boolean): Met[] {
  const found: Met[] = []
  let at = 0
  let gone: readonly Met[] = []
  for (const { added, removed, value } of diffArrays(
    file.map(({ what }) => what),
    article.map(({ what }) => what),
  )) {
    if (added) {
      // I<sup>2</sup>C is three words to one reader and one to the other
      if (joined && gone.map(({ what }) => what).join('') === value.join('')) gone = []
      else found.push(...value.map((what) => ({ what, line: 0 })))
      continue
    }
    found.push(...gone)
    gone = removed ? file.slice(at, at + value.length) : []
    at += value.length
  }
  return [...found, ...gone]
}
