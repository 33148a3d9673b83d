import type { Element, ElementContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { Block, Marks, Run } from './block.ts'
import type { At, Construct, Reader } from './construct.ts'
import { constructs } from './constructs/index.ts'
import { hasMoment, videoAt } from './constructs/video.ts'
import { alignment, attribute, find, textOf } from './element.ts'
import { clean } from './escape.ts'
import { fateHere, fateThere, type Fate } from './fate.ts'
import { namedIn } from './named-link.ts'
import { noMarks, settle } from './runs.ts'
import { boxes, inLine, marking, nothing, removed, showing, showingBoxes, silent } from './tags.ts'

/** What reading asks of the side a body comes from. */
export interface Source<H> {
  /** ours: what has no place in an article is taken out and said; else kept as it is */
  readonly exact: boolean
  /** for a snippet, which holds less */
  readonly small: boolean
  link(element: Element, href: string): string | H | null
  image(element: Element, src: string): string | H | null
  opaque(element: Element): (string | H)[]
  error(rule: string, element: Element, message: string): void
  lost(rule: string, element: Element, what: string): void
}

type Any = Construct<Block<unknown>['is']>
const readers = new Map<string, { construct: Any; read: Any['tags'][string] }[]>()
for (const construct of Object.values(constructs) as Any[]) {
  for (const [tag, read] of Object.entries(construct.tags)) readers.set(tag, [...(readers.get(tag) ?? []), { construct, read }])
}

/** Each level is two elements (ul, li), and Intercom's own HTML has to stay readable for a browser. */
const deepest = 95

/** Whether an element is inline in all it holds: anything else ends the paragraph it stands in. */
const isInLine = (element: Element): boolean =>
  element.children.every((child) => child.type !== 'element' || (inLine.has(child.tagName) && isInLine(child)))

/** Whether an element nobody knows can stand in a line of text: no block is in it, nor anything that runs or shows a page. */
const isPhrase = (element: Element): boolean =>
  element.tagName === 'svg' ||
  element.tagName === 'math' ||
  (!boxes.has(element.tagName) &&
    !showingBoxes.has(element.tagName) &&
    !removed.has(element.tagName) &&
    element.children.every(
      (child) => child.type !== 'element' || inLine.has(child.tagName) || (!readers.has(child.tagName) && isPhrase(child)),
    ))

/** Whether a file marks an element as one that stood in a line. */
const isMarked = ({ properties }: Element): boolean =>
  'dataIntercom' in properties && !('href' in properties) && !('src' in properties)

const raised = (digits: string): string => digits.replace(/\d/gu, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)))

/** Blocks of a workspace's HTML, which a file carries as it is: read as the workspace's, with lines of the file. */
function kept<H>(html: string, carrier: Element, source: Source<H>): Block<H>[] {
  const here = (element: Element): Element => ({
    ...element,
    ...(carrier.position === undefined ? {} : { position: carrier.position }),
  })
  const { children } = fromHtml(html, { fragment: true })
  return read(
    children.filter((node) => node.type === 'element' || node.type === 'text'),
    {
      ...source,
      exact: false,
      link: (element, href) => source.link(here(element), href),
      image: (element, src) => source.image(here(element), src),
      opaque: (element) => source.opaque(here(element)),
      error: () => undefined,
      lost: () => undefined,
    },
  )
}

interface Sink<H> {
  readonly blocks: Block<H>[]
  runs: Run<H>[]
}

/** Reads the elements of one body into blocks. */
export function read<H>(nodes: readonly ElementContent[], source: Source<H>): Block<H>[] {
  let pending: string[] = []
  let current: string[] | null = null
  let depth = 0

  const reader: Reader<H> = {
    exact: source.exact,
    small: source.small,
    blocks: (children, at) => {
      const sink: Sink<H> = { blocks: [], runs: [] }
      depth += 1
      const first = depth === deepest ? children.find((child) => child.type === 'element') : undefined
      if (first !== undefined) source.error('prose/too-deep', first, `expected at most ${deepest} levels of nesting, got more`)
      flow(children, at, sink)
      flush(sink, at)
      depth -= 1
      return sink.blocks
    },
    inline: (children, at) => {
      const runs: Run<H>[] = []
      const rest: Block<H>[] = []
      for (const block of reader.blocks(children, { ...at, line: true })) {
        if (block.is === 'paragraph' || block.is === 'heading') runs.push(...(runs.length > 0 ? [gap] : []), ...block.runs)
        else rest.push(block)
      }
      return { runs: settle(runs), blocks: rest }
    },
    align: (element, at) => {
      const align = alignment(element) ?? at.align
      if (!source.small || align === 'none') return align
      source.lost('prose/snippet', element, 'alignment, which a snippet does not have')
      return 'none'
    },
    link: (element) => {
      const href = attribute(element, 'href')?.trim()
      if (href === undefined || href === '') return null
      const value = source.link(element, href)
      return value === null ? null : { href, value }
    },
    image: (element, src) => source.image(element, src),
    anchors: (own) => {
      current = [...(own === null ? [] : [own]), ...pending]
      pending = []
      return current
    },
    error: (rule, element, message) => {
      source.error(rule, element, message)
    },
    lost: (rule, element, what) => {
      source.lost(rule, element, what)
    },
  }
  const gap: Run<H> = { is: 'text', text: ' ', marks: noMarks }

  const flush = (sink: Sink<H>, at: At<H>): void => {
    const runs = settle(sink.runs)
    sink.runs = []
    const [first] = runs
    if (first === undefined) return
    if (source.exact && !source.small && runs.length === 1 && first.is === 'text' && first.marks.link?.href === first.text) {
      const video = hasMoment(first.text) ? null : videoAt(first.text)
      if (video !== null) {
        sink.blocks.push({ is: 'video', ...video })
        return
      }
    }
    sink.blocks.push({ is: 'paragraph', align: at.align, runs })
  }

  const named = (element: Element, at: At<H>): void => {
    const id = attribute(element, 'id') ?? (element.tagName === 'a' ? attribute(element, 'name') : null)
    if (id === null || id === '' || /^fn(?:ref)?-/u.test(id)) return
    if (at.inside === 'heading') current?.push(id)
    else pending.push(id)
  }

  const text = (value: string, at: At<H>, sink: Sink<H>): void => {
    if (pending.length > 0 && /\S/u.test(value)) {
      current?.push(...pending)
      pending = []
    }
    sink.runs.push({ is: 'text', text: clean(value), marks: at.marks })
  }

  const construct = (element: Element, at: At<H>, sink: Sink<H>): boolean => {
    for (const { construct, read } of readers.get(element.tagName) ?? []) {
      const blocks = read(element, at, reader)
      if (blocks === null) continue
      if (source.small && construct.snippet === undefined && blocks.length > 0) {
        source.error('prose/snippet', element, `expected what a snippet can hold, got ${construct.says}: Intercom would drop it`)
      }
      flush(sink, at)
      sink.blocks.push(...blocks)
      return true
    }
    return false
  }

  const marked = (at: At<H>, more: Partial<Marks<H>>): At<H> => ({ ...at, marks: { ...at.marks, ...more } })

  const box = (element: Element, at: At<H>, sink: Sink<H>): void => {
    flush(sink, at)
    for (const block of reader.blocks(element.children, { ...at, align: reader.align(element, at) })) sink.blocks.push(block)
  }

  const foreign = (element: Element, at: At<H>, sink: Sink<H>): void => {
    const pieces = source.opaque(element)
    const dressed = (showing.has(element.tagName) || silent.has(element.tagName)) && isInLine(element)
    if (dressed || ((at.line === true || isMarked(element)) && isPhrase(element))) {
      sink.runs.push({ is: 'atom', text: textOf(element), pieces, marks: at.marks })
      return
    }
    flush(sink, at)
    sink.blocks.push({ is: 'opaque', pieces })
  }

  const other = (element: Element, at: At<H>, sink: Sink<H>): void => {
    const tag = element.tagName
    const html = source.exact ? attribute(element, 'dataKept') : null
    if (html !== null) {
      flush(sink, at)
      for (const block of kept(html, element, source)) sink.blocks.push(block)
      return
    }
    const refused = attribute(element, 'dataRefused')
    if (refused !== null) source.error('prose/directive', element, refused)
    const unknown = attribute(element, 'dataUnknown')
    if (unknown !== null) source.lost('prose/directive', element, `${unknown}, which we do not know: what is in it stays`)
    const mark = marking[tag]
    if (tag === 'br') sink.runs.push({ is: 'break' })
    else if (mark !== undefined) flow(element.children, marked(at, { [mark]: true }), sink)
    else if (tag === 'a') anchor(element, at, sink)
    else if (nothing.has(tag)) return
    else if (tag === 'input' && attribute(element, 'type') === 'checkbox') {
      text(attribute(element, 'checked') === null ? '☐ ' : '☑ ', at, sink)
    } else meet(element, source.exact ? fateHere(element) : fateThere(element), at, sink)
  }

  const meet = (element: Element, fate: Fate, at: At<H>, sink: Sink<H>): void => {
    if (fate.lost !== undefined) source.lost(fate.lost.rule, element, fate.lost.what)
    switch (fate.then) {
      case 'box':
        box(element, at, sink)
        return
      case 'flow':
        flow(element.children, at, sink)
        return
      case 'keep':
        foreign(element, at, sink)
        return
      case 'gone':
        return
    }
  }

  const anchor = (element: Element, at: At<H>, sink: Sink<H>): void => {
    if (attribute(element, 'dataFootnoteBackref') !== null) return
    if (attribute(element, 'dataFootnoteRef') !== null) {
      text(raised(textOf(element)), at, sink)
      return
    }
    const target = reader.link(element)
    if (attribute(element, 'title') !== null && namedIn(element) === null)
      source.lost('prose/title', element, 'the title of a link')
    if (target === null) {
      flow(element.children, at, sink)
      return
    }
    flow(element.children, marked(at, { link: target }), sink)
    const empty = textOf(element).trim() === '' && find(element.children, 'img') === null
    if (empty) source.lost('prose/empty-link', element, `a link without text, to ${target.href.slice(0, 200)}`)
  }

  const flow = (children: readonly ElementContent[], at: At<H>, sink: Sink<H>): void => {
    for (const node of children) {
      if (node.type === 'text') text(node.value, at, sink)
      else if (node.type === 'element') {
        if (!/^h[1-6]$/u.test(node.tagName)) named(node, at)
        if (!construct(node, at, sink)) other(node, at, sink)
      }
    }
  }

  return reader.blocks(nodes, { align: 'none', marks: noMarks, inside: 'body' })
}
