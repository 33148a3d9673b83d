import type { Element, ElementContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'

// What a reader of a help center sees of HTML, told with an HTML parser alone: the program has no part in it.

const blocks = new Set('p h1 h2 h3 h4 ul ol li table tbody tr td pre div details summary iframe hr img section'.split(' '))
const marks: Readonly<Record<string, string>> = { strong: 'b', em: 'i' }

/**
 * Every top-level block of a body as what is seen of it; blocks of which nothing is seen are left out. Intercom moves the headings of a body
 * so that the shallowest is of level 1, and takes an empty one for one (INTERCOM.md §3): levels count from the shallowest that is seen.
 */
export function shownBlocks(html: string): string[] {
  const nodes = fromHtml(html.replace(/\p{Surrogate}/gu, '\uFFFD'), { fragment: true }).children.filter(
    (node) => node.type === 'element',
  )
  const shift = Math.min(7, ...headings(nodes).map(level)) - 1
  return nodes.flatMap((node) => {
    const seen = shown([lifted(node, shift)])
    return seen === '' ? [] : [seen]
  })
}

const level = ({ tagName }: Element): number => Number(tagName.slice(1))
const isHeading = ({ tagName }: Element): boolean => /^h[1-6]$/u.test(tagName)
const headings = (nodes: readonly ElementContent[]): Element[] =>
  nodes.flatMap((node) =>
    node.type !== 'element' ? [] : isHeading(node) && shown(node.children) !== '' ? [node] : headings(node.children),
  )

function lifted(node: Element, by: number): Element {
  return {
    ...node,
    tagName: isHeading(node) ? `h${level(node) - by}` : node.tagName,
    children: node.children.map((child) => (child.type === 'element' ? lifted(child, by) : child)),
  }
}

/** Siblings in order: blocks with their own, and the lines of text between them. */
function shown(nodes: readonly ElementContent[]): string {
  const out: string[] = []
  let line: ElementContent[] = []
  const flush = (): void => {
    const text = lineOf(line)
    if (text !== '') out.push(text)
    line = []
  }
  for (const node of nodes) {
    if (node.type !== 'element' || (!blocks.has(node.tagName) && !holdsBlocks(node))) {
      line.push(node)
      continue
    }
    flush()
    out.push(block(node))
  }
  flush()
  return out.filter((one) => one !== '').join('')
}

const holdsBlocks = (node: Element): boolean =>
  node.children.some((child) => child.type === 'element' && (blocks.has(child.tagName) || holdsBlocks(child)))

// what Intercom writes by itself, and what is no look
const unseen = new Set(['id', 'target', 'rel', 'role', 'frameBorder', 'allowFullScreen'])
const bare = new Set(['intercom-container', 'intercom-interblocks-table-container', 'intercom-h2b-video', 'no-margin'])

function look(node: Element): string {
  const told = Object.entries(node.properties).flatMap(([name, value]): string[] => {
    if (unseen.has(name) || value === '' || value === null || value === undefined) return []
    if (name !== 'className') {
      const text = String(value).normalize('NFC').replace(/\s+/gu, ' ').trim()
      return text === '' ? [] : [`${name}=${text}`]
    }
    const named = (value as string[]).filter((one) => !bare.has(one) && one !== 'intercom-content-link')
    return named.length === 0 ? [] : [`class=${named.join(' ')}`]
  })
  return told.sort().join(' ')
}

function block(node: Element): string {
  const { tagName } = node
  if (tagName === 'hr') return '<hr>'
  if (tagName === 'iframe' || tagName === 'img') return `<${tagName} ${look(node)}>`
  if (tagName === 'pre')
    return /\S/u.test(textOf(node))
      ? `<pre ${toHtml(node)
          .normalize('NFC')
          .replace(/\n+(?=<\/code>)/gu, '')}>`
      : ''
  if (tagName === 'tr') {
    const cells = node.children.flatMap((cell) => (cell.type === 'element' ? [`<td ${look(cell)}>${shown(cell.children)}`] : []))
    while (cells.at(-1) === '<td >') cells.pop()
    return `<tr>${cells.join('')}</tr>`
  }
  const inner = shown(node.children)
  // a title is one line
  if (tagName === 'summary') return `<summary>${inner.replace(/\n+/gu, ' ')}</summary>`
  const own = look(node)
  if (inner === '' && tagName !== 'table') return ''
  const box = ['div', 'p', 'tbody', 'section'].includes(tagName)
  return box && own === '' ? inner : `<${tagName} ${own}>${inner}</${tagName}>`
}

const textOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : node.type === 'element' ? node.children.map(textOf).join('') : ''

/** A line of text, and beside it which of its letters have which marks: where a mark ends in a space nobody sees. */
function lineOf(nodes: readonly ElementContent[]): string {
  let text = ''
  const spans: [marks: string, letters: string][] = []
  const walk = (node: ElementContent, on: readonly string[]): void => {
    if (node.type === 'text') {
      text += node.value
      const letters = node.value.replace(/\s+/gu, '')
      const as = [...new Set(on)].sort().join(' ')
      const last = spans.at(-1)
      if (letters === '') return
      if (last?.[0] === as) last[1] += letters
      else spans.push([as, letters])
    }
    if (node.type !== 'element') return
    if (node.tagName === 'br') text += '\n'
    const own = look(node)
    const mark = `${marks[node.tagName] ?? node.tagName}${own === '' ? '' : `(${own})`}`
    for (const child of node.children) walk(child, node.tagName === 'span' && own === '' ? on : [...on, mark])
  }
  for (const node of nodes) walk(node, [])
  const told = text
    .normalize('NFC')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .trim()
  return told === ''
    ? ''
    : `${told}{${spans
        .map((span) => span.join(':'))
        .join('|')
        .normalize('NFC')}}`
}
