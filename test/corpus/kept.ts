import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import type { Finding } from '../../src/model/index.ts'
import type { Sandbox } from '../../src/sandbox/index.ts'
import { readHtml, type Article } from './html.ts'
import { losses } from './losses.ts'
import { readMarkdown } from './markdown.ts'
import { wordsOf } from './seen.ts'
import { anchorOf, type Source } from './source.ts'

interface Pair {
  readonly file: string
  readonly source: Source
  readonly id: number
  readonly article: Article
}

/** How much was compared, and what was lost without a finding that names it: `file: what`. */
export interface Kept {
  readonly articles: number
  readonly words: number
  readonly links: number
  readonly images: number
  /** files without an article that no error finding speaks of */
  readonly missing: readonly string[]
  readonly lost: readonly string[]
}

/** Holds every file against the article of its title in the sandbox's store, with readers of its own on both sides. */
export function kept(root: string, files: readonly string[], findings: readonly Finding[], sandbox: Sandbox): Kept {
  const { articles, images } = sandbox.control.state()
  const byTitle = new Map(articles.map((article) => [article.contents[article.defaultLocale]?.title ?? '', article]))
  if (byTitle.size !== articles.length) throw new Error('two articles of one title: this test tells them apart by title')
  const of = (file: string, severity?: string): Finding[] =>
    findings.filter((one) => one.file === file && (severity === undefined || one.severity === severity))
  const missing: string[] = []
  const pairs = new Map<string, Pair>()
  for (const file of files) {
    const source = readMarkdown(readFileSync(join(root, file), 'utf8'))
    const found = byTitle.get((source.title ?? '').normalize('NFC'))
    const body = found?.contents[found.defaultLocale]?.body.html
    if (found !== undefined && body !== undefined) pairs.set(file, { file, source, id: found.id, article: readHtml(body) })
    else if (of(file, 'error').length === 0) missing.push(file)
  }
  const hosted = new Map(images.map((image) => [image.path, image.digest ?? image.source]))
  const lost = [...pairs.values()].flatMap((pair) =>
    losses(pair.source, pair.article, of(pair.file), (target, line) => inArticle(target, line, pair, pairs, of(pair.file)), {
      ofFile: (src) => digestOf(src, join(root, dirname(pair.file))),
      ofArticle: (src) => hosted.get(src) ?? src,
    }).map((one) => `${pair.file}: ${one}`),
  )
  const sum = (count: (pair: Pair) => number): number => [...pairs.values()].reduce((total, pair) => total + count(pair), 0)
  return {
    articles: pairs.size,
    words: sum(({ source }) => source.words.length),
    links: sum(({ source }) => source.links.length),
    images: sum(({ source }) => source.images.length),
    missing,
    lost,
  }
}

const digestOf = (src: string, folder: string): string =>
  /^https?:/u.test(src)
    ? src
    : createHash('sha256')
        .update(readFileSync(join(folder, decodeURIComponent(src))))
        .digest('hex')

// where a link of a file must lead: the article of the file it names, at the heading with the words its anchor stands for
function inArticle(
  target: string,
  line: number,
  pair: Pair,
  pairs: ReadonlyMap<string, Pair>,
  findings: readonly Finding[],
): string {
  if (/^[a-z][a-z\d+.-]*:/iu.test(target)) return escaped(target)
  const [path = '', fragment = ''] = target.split('#')
  const file = path === '' ? pair.file : normalize(join(dirname(pair.file), decodeURIComponent(path)))
  const to = pairs.get(file)
  if (to === undefined) return `an article for ${file}`
  const page = `https://intercom.help/sandbox/en/articles/${to.id}`
  if (fragment === '' || fragment === 'top') return page
  if (findings.some((one) => one.rule === 'links/anchor' && one.line === line && one.message.includes(`#${fragment}`)))
    return page
  const wanted = decodeURIComponent(fragment)
  const text = to.source.anchors.get(wanted) ?? to.source.anchors.get(anchorOf(wanted))
  if (text === '') return page
  const id = [...to.article.headings].find(([, words]) => words === wordsOf(text ?? '').join(' '))?.[0]
  return id === undefined ? `a heading for ${target}` : `${page}#${id}`
}

// an address of a page is written with its odd characters as %xx
const escaped = (url: string): string => encodeURI(url).replace(/%25([\da-f]{2})/giu, '%$1')
