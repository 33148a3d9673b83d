import GithubSlugger from 'github-slugger'
import type { Element } from 'hast'
import type { Root } from 'mdast'
import { toString } from 'mdast-util-to-string'
import { directiveLines } from './directive-lines.ts'
import { attribute } from './element.ts'
import { harmless, isRunning } from './harmless.ts'
import { headingNames } from './heading-names.ts'
import { refusal } from './limits.ts'
import { opaqueHtml } from './opaque-html.ts'
import { namedIn, type Named } from './named-link.ts'
import { collect, type Note, type Notes } from './notes.ts'
import { read, type Source } from './read.ts'
import { elements, parse } from './syntax.ts'
import { write } from './write.ts'

/** The place of a heading's id; `slug` is the anchor GitHub gives it, `ids` are other anchors in the file that lead to it. */
export interface HeadingDraft {
  readonly heading: string
  readonly slug: string
  readonly ids?: readonly string[]
}

/** The href of a link that is not absolute, or that says by its id in Intercom what it leads to. */
export interface LinkDraft {
  readonly href: string
  readonly line: number
  readonly names?: Named
}

/** A part of a body before files are looked up: text, a heading, a link, the source of an image. */
export type Draft = string | HeadingDraft | LinkDraft | { readonly src: string; readonly line: number }
type Hole = Exclude<Draft, string>

export interface Written {
  readonly title: string | null
  readonly parts: readonly Draft[]
  readonly notes: readonly Note[]
  readonly words: number
}

export interface Options {
  /** `markdown`: for a snippet, which holds less; what it cannot hold is an error */
  readonly as: 'html' | 'markdown'
  /** the first `# heading` is the title and leaves the body */
  readonly takeTitle: boolean
  /** the line of the file the body begins at */
  readonly firstLine: number
}

const isKept = (element: Element): boolean => attribute(element, 'dataIntercom') !== null

const schemes = new Set(['http', 'https', 'mailto', 'tel', 'sms'])
const schemeOf = (url: string): string | undefined =>
  /^([a-z][a-z\d+.-]*):/iu.exec(url.replace(/[\p{Cc}\s]/gu, ''))?.[1]?.toLowerCase()

function takeTitle(tree: Root): string | null {
  const at = tree.children.findIndex((node) => node.type === 'heading' && node.depth === 1)
  const [heading] = at < 0 ? [] : tree.children.splice(at, 1)
  return heading === undefined ? null : toString(heading, { includeHtml: false }).replace(/\s+/gu, ' ').normalize('NFC').trim()
}

/**
 * A Markdown body as canonical HTML cut at its holes: headings, links to files and anchors, images. Absolute links are text. What Intercom
 * cannot hold is in `notes`, with its line; after an error of size, depth or cost `parts` is empty. Never throws for what a file says.
 */
export function fromMarkdown(markdown: string, options: Options): Written {
  const notes = collect()
  const fail = (rule: string, line: number, message: string): Written => {
    notes.error(rule, options.firstLine + line - 1, message)
    return { title: null, parts: [], notes: notes.all(), words: 0 }
  }
  const refused = refusal(markdown)
  if (refused !== null) return fail(refused.rule, refused.line, refused.message)
  const { text, unclosed, tooDeep } = directiveLines(markdown)
  if (tooDeep !== null) return fail('prose/too-deep', tooDeep, 'expected fewer directives in each other')
  for (const line of unclosed) {
    notes.error('prose/unclosed', options.firstLine + line - 1, 'expected ::: where this directive ends, got the end of the file')
  }
  try {
    return written(text, options, notes)
  } catch (error) {
    if (error instanceof RangeError) return fail('prose/too-deep', 1, 'expected less nesting: the body is too deep to be read')
    throw error
  }
}

function written(text: string, options: Options, notes: Notes): Written {
  const lineOf = (element: Element): number => options.firstLine + (element.position?.start.line ?? 1) - 1
  const tree = parse(text)
  headingNames(tree)
  const title = options.takeTitle ? takeTitle(tree) : null
  const source: Source<Hole> = {
    exact: true,
    small: options.as === 'markdown',
    link: (element, href) => {
      if (isKept(element) && !isRunning(href, 'href')) return href
      if (href.startsWith('//')) return `https:${href}`
      const scheme = schemeOf(href)
      const names = namedIn(element)
      if (scheme === undefined || (names !== null && schemes.has(scheme)))
        return { href, line: lineOf(element), ...(names === null ? {} : { names }) }
      if (schemes.has(scheme)) return href
      notes.lost('prose/link-scheme', lineOf(element), `a link of the scheme ${scheme}: its text stays`)
      return null
    },
    image: (element, src) => {
      const scheme = schemeOf(src)
      if (isKept(element)) return src
      if (src.startsWith('//')) return { src: `https:${src}`, line: lineOf(element) }
      if (scheme === undefined || scheme === 'http' || scheme === 'https') return { src, line: lineOf(element) }
      notes.error(
        'prose/image-scheme',
        lineOf(element),
        `expected an image of a file or an http(s) address, got one of the scheme ${scheme}`,
      )
      return null
    },
    opaque: (element) => {
      const clean = harmless(element, (what) => {
        notes.lost('prose/element', lineOf(element), what)
      })
      const address = (of: 'link' | 'image') => (value: string, where: Element) =>
        source[of]({ ...where, ...(element.position === undefined ? {} : { position: element.position }) }, value) ?? value
      return clean === null ? [] : opaqueHtml(clean, { href: address('link'), src: address('image') })
    },
    error: (rule, element, message) => {
      notes.error(rule, lineOf(element), message)
    },
    lost: (rule, element, what) => {
      notes.lost(rule, lineOf(element), what)
    },
  }
  const slugger = new GithubSlugger()
  const parts = write(read(elements(tree), source), 'file', (heading, text, ids): Hole => {
    const slug = slugger.slug(text)
    return ids.length > 0 ? { heading, slug, ids } : { heading, slug }
  })
  return { title, parts, notes: notes.all(), words: countWords(parts) }
}

const countWords = (parts: readonly Draft[]): number =>
  parts
    .map((part) => (typeof part === 'string' ? part : ''))
    .join('')
    .replace(/<\/?[a-z][^>]*>/gu, ' ')
    .match(/\S+/gu)?.length ?? 0
