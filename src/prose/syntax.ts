import type { Element, ElementContent, Root as HastRoot } from 'hast'
import type { Blockquote, Code, Html, Nodes, Paragraph, Root, Text } from 'mdast'
import { directiveFromMarkdown } from 'mdast-util-directive'
import { toString } from 'mdast-util-to-string'
import { directive } from 'micromark-extension-directive'
import rehypeRaw from 'rehype-raw'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype, { defaultHandlers, type Options } from 'remark-rehype'
import { unified, type Processor } from 'unified'
import type { Directive, FromDirective } from './construct.ts'
import { calloutNamed } from './constructs/callout.ts'
import { constructs } from './constructs/index.ts'
import { element } from './element.ts'
import { isKept } from './kept.ts'

type Handlers = NonNullable<Options['handlers']>
type State = Parameters<typeof defaultHandlers.blockquote>[0]

const autolinks = new Set(['emailAutolink', 'wwwAutolink', 'protocolAutolink'])

/** Directives in their block forms only: the text form would take the `:30` of `10:30` away. */
function flowDirectives(this: Processor): void {
  const { flow } = directive()
  const data = this.data()
  ;(data.micromarkExtensions ??= []).push({ ...(flow === undefined ? {} : { flow }) })
  ;(data.fromMarkdownExtensions ??= []).push(directiveFromMarkdown())
}

/** Bare addresses are found in the finished text (by the tree half of remark-gfm), which costs less than trying at every letter. */
function lateAutolinks(this: Processor): void {
  for (const extension of this.data().micromarkExtensions ?? []) {
    for (const [code, found] of Object.entries(extension.text ?? {})) {
      const kept = [found].flat().filter((one) => !autolinks.has(one?.name ?? ''))
      if (extension.text === undefined) continue
      if (kept.length === 0) Reflect.deleteProperty(extension.text, code)
      else Reflect.set(extension.text, code, kept)
    }
  }
}

/** What is escaped so that an address stays text, or `{#name}` at the end of a heading: there the text is cut, and nobody finds it. */
const cutting = /^\\[:.@#]$/u

/** Cuts text where an escape says that it is no address: bare addresses are looked for piece by piece. */
function escapesCut(this: Processor): void {
  const data = this.data()
  const extension: ReturnType<typeof directiveFromMarkdown> = {
    enter: {
      characterEscape(token) {
        const parent = this.stack.at(-1)
        if (parent === undefined || !('children' in parent)) throw new Error('expected text in something')
        const last = parent.children.at(-1)
        const cut = cutting.test(this.sliceSerialize(token))
        const { line, column, offset } = token.start
        const point = { line, column, offset }
        const text: Text =
          last?.type === 'text' && !cut ? last : { type: 'text', value: '', position: { start: point, end: point } }
        if (text !== last) (parent.children as Nodes[]).push(text)
        this.stack.push(text)
      },
    },
  }
  ;(data.fromMarkdownExtensions ??= []).push(extension)
}

/** Where the address of a link, an image or a definition stands in its text, and where its title ends: offsets. */
interface Place {
  readonly start: number
  readonly end: number
  readonly titleEnd: number
}

const places = new WeakMap<object, Place>()

/** Where the address of a parsed link, image or definition stands in the text; undefined for one without an address of its own. */
export const placeOf = (node: object): Place | undefined => places.get(node)

type Extension = ReturnType<typeof directiveFromMarkdown>
type Handle = NonNullable<NonNullable<Extension['exit']>[string]>

/** Remembers where addresses stand. */
function addressesPlaced(this: Processor): void {
  const data = this.data()
  const address: Handle = function (token) {
    const node = this.stack.at(-1)
    const [start, end] = [token.start.offset, token.end.offset]
    if (node !== undefined) places.set(node, { start, end, titleEnd: end })
  }
  const title: Handle = function (token) {
    const node = this.stack.at(-1)
    const place = node === undefined ? undefined : places.get(node)
    if (node !== undefined && place !== undefined) places.set(node, { ...place, titleEnd: token.end.offset })
  }
  const extension: Extension = {
    exit: {
      resourceDestination: address,
      definitionDestination: address,
      resourceTitle: title,
      definitionTitle: title,
    },
  }
  ;(data.fromMarkdownExtensions ??= []).push(extension)
}

const fromDirective = new Map<string, FromDirective>(
  Object.values(constructs).flatMap((construct) => ('directives' in construct ? Object.entries(construct.directives ?? {}) : [])),
)

const alertMark = /^\[!([a-z]+)\][ \t]*(?:\n|$)/iu

/** A quote that begins with `[!NOTE]`, as a callout; null for any other. */
function alert(state: State, node: Blockquote): ElementContent[] | null {
  const [first, ...rest] = node.children
  const text = first?.type === 'paragraph' ? first.children[0] : undefined
  if (first?.type !== 'paragraph' || text?.type !== 'text') return null
  const [mark, name] = alertMark.exec(text.value) ?? []
  if (mark === undefined || name === undefined) return null
  const said = { ...text, value: text.value.slice(mark.length) }
  const lead: Paragraph = { ...first, children: [...(said.value === '' ? [] : [said]), ...first.children.slice(1)] }
  return calloutNamed(name.toLowerCase(), state.all({ ...node, children: [lead, ...rest] }))
}

const placed = (state: State, node: Nodes, children: ElementContent[]): ElementContent[] => {
  for (const child of children) state.patch(node, child)
  return children
}

/** A directive with its label (`:::note[Title]`) as its title, as Docusaurus writes it. */
function titled(node: Directive): Directive {
  if (node.type === 'leafDirective' || !fromDirective.has(node.name)) return node
  const [label, ...children] = node.children
  if (label?.type !== 'paragraph' || label.data?.directiveLabel !== true) return node
  return { ...node, children, attributes: { title: toString(label), ...node.attributes } }
}

/** Whether a directive means something to us, and has what it needs. An attachment does, but for a link it would no longer be one. */
export function isSayable(node: Directive): boolean {
  const make = fromDirective.get(node.name)
  return (
    make !== undefined &&
    !node.name.startsWith('attachment') &&
    typeof make(titled(node), [{ type: 'text', value: 'x' }]) !== 'string'
  )
}

/** The line of a directive as it was written, for a reader of messages. */
function spelled(node: Directive): string {
  const attributes = Object.entries(node.attributes ?? {}).map(([name, value]) => `${name}="${value ?? ''}"`)
  const colons = node.type === 'leafDirective' ? '::' : ':::'
  return `${colons}${node.name}${attributes.length > 0 ? `{${attributes.join(' ')}}` : ''}`
}

function directiveHandler(state: State, given: Directive): ElementContent[] {
  const node = titled(given)
  const children = state.all(node)
  const make = fromDirective.get(node.name)
  if (make !== undefined) {
    const made = make(node, children)
    return placed(state, node, typeof made === 'string' ? [element('div', { dataRefused: made }, children)] : made)
  }
  // two colons begin a line of many a program's output: it stays the text it was
  const lead = node.type === 'leafDirective' ? [element('p', {}, [{ type: 'text', value: spelled(node) }])] : []
  return placed(state, node, [element('div', { dataUnknown: spelled(node) }, [...lead, ...children])])
}

const handlers: Handlers = {
  blockquote: (state: State, node: Blockquote) => {
    const box = alert(state, node)
    return box === null ? defaultHandlers.blockquote(state, node) : placed(state, node, box)
  },
  code: (state: State, node: Code) =>
    isKept(node.lang, node.meta)
      ? placed(state, node, [element('div', { dataKept: node.value }, [])])
      : defaultHandlers.code(state, node),
  containerDirective: directiveHandler,
  leafDirective: directiveHandler,
  html: (state: State, node: Html) => {
    if (/^<!--[^]*-->\s*$/u.test(node.value) && node.value.indexOf('-->') === node.value.lastIndexOf('-->')) return undefined
    if (/^<br ?\/?>$/iu.test(node.value)) return placed(state, node, [element('br', {}, [])])
    return defaultHandlers.html(state, node)
  },
}

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(lateAutolinks)
  .use(flowDirectives)
  .use(escapesCut)
  .use(addressesPlaced)
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '', footnoteLabel: ' ', handlers })
  .freeze()

const raw = unified().use(rehypeRaw).freeze()

const hasRaw = (nodes: HastRoot['children']): boolean =>
  nodes.some((node) => node.type === 'raw' || ('children' in node && hasRaw(node.children)))

/** Markdown as a tree: CommonMark, GFM, directives in block form. */
export const parse = (markdown: string): Root => processor.parse(markdown)

/** A Markdown tree as elements; raw HTML in it is read as a browser would. */
export function elements(tree: Root): ElementContent[] {
  const html = processor.runSync(tree)
  const whole = hasRaw(html.children) ? raw.runSync(html) : html
  return whole.children.filter(
    (node): node is Element | Extract<ElementContent, { type: 'text' }> => node.type === 'element' || node.type === 'text',
  )
}
