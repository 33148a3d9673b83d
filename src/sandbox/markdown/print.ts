import type { Element, ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { attribute, classes, is, textOf } from '../bodies/tree.ts'

/** The blocks of a stored body in Intercom's Markdown, heading ids included, ending in a newline. */
export function printMarkdown(nodes: readonly ElementContent[]): string {
  const all = printBlocks(nodes)
  return all === '' ? '' : `${all}\n`
}

const printBlocks = (nodes: readonly ElementContent[]): string => nodes.map((node) => (is(node) ? block(node) : '')).join('\n\n')

function block(node: Element): string {
  switch (node.tagName) {
    case 'p':
      return line(node.children)
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
      return `${'#'.repeat(Number(node.tagName[1]))} ${line(node.children).replace(/ *\n/g, ' ')} {#${attribute(node, 'id') ?? ''}}`
    case 'hr':
      return '---'
    case 'ul':
    case 'ol':
      return node.children
        .map((item, at) => listItem(item, node.tagName === 'ul' ? '-' : `${Number(attribute(node, 'start') ?? 1) + at}.`))
        .join('\n')
    case 'pre':
      return fence(node)
    case 'details':
      return `:::collapsible title="${quoted(
        node.children
          .filter((child) => is(child, 'summary'))
          .map(textOf)
          .join(''),
      )}"\n${printBlocks(node.children.flatMap((child) => (is(child, 'div') ? child.children : [])))}\n:::`
    default:
      return division(node)
  }
}

function division(node: Element): string {
  const names = classes(node)
  const [only] = node.children
  if (names.includes('intercom-interblocks-callout')) {
    const [background, border] = attribute(node, 'style')?.match(/#[0-9a-f]+/g) ?? []
    return `:::callout backgroundColor="${background ?? ''}" borderColor="${border ?? ''}"\n${printBlocks(node.children)}\n:::`
  }
  if (names.includes('intercom-interblocks-table-container'))
    return elements(node, 'td').every(fitsTable) ? table(node) : toHtml(node)
  if (names.includes('intercom-h2b-video') && is(only)) return `:::video src="${quoted(attribute(only, 'src') ?? '')}"\n:::`
  if (is(only, 'a') && classes(only).includes('intercom-h2b-button')) {
    return `:::button href="${quoted(attribute(only, 'href') ?? '')}" label="${quoted(textOf(only))}"\n:::`
  }
  return line(node.children)
}

const quoted = (value: string): string => value.replace(/"/g, '&quot;')

// only a list that counts from 1 may follow a line without a gap
const between = (next: Element): string =>
  is(next, 'ul') || (is(next, 'ol') && attribute(next, 'start') === undefined) ? '\n' : '\n\n'

function listItem(node: ElementContent, marker: string): string {
  if (!is(node)) return ''
  const indent = ' '.repeat(marker.length + 1)
  const inner = node.children.map((child, at) => (is(child) ? (at === 0 ? '' : between(child)) + block(child) : '')).join('')
  return `${marker} ${inner.replace(/\n(?=.)/g, `\n${indent}`)}`
}

function fence(node: Element): string {
  const [inner] = node.children
  const language = is(inner)
    ? classes(inner)
        .map((name) => name.replace(/^language-/, ''))
        .join('')
    : ''
  const text = textOf(node).replace(/\n$/, '')
  const ticks = '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)))
  return `${ticks}${language}\n${text}\n${ticks}`
}

// a cell with a list in it has no form in a Markdown table
const fitsTable = (cell: Element): boolean => cell.children.every((child) => is(child, 'p'))

function table(node: Element): string {
  const rows = elements(node, 'tr').map((row) =>
    elements(row, 'td').map((cell) => printBlocks(cell.children).replace(/\n+/g, '<br>').replace(/\|/g, '\\|')),
  )
  const width = Math.max(...rows.map((row) => row.length))
  const bar = (row: readonly string[]): string => `| ${Array.from({ length: width }, (_, at) => row[at] ?? '').join(' | ')} |`
  const [head, ...rest] = rows
  return [bar(head ?? []), `|${' --- |'.repeat(width)}`, ...rest.map(bar)].join('\n')
}

const elements = (node: Element, name: string): Element[] =>
  node.children.flatMap((child) => (is(child, name) ? [child] : is(child) ? elements(child, name) : []))

const line = (nodes: readonly ElementContent[]): string => nodes.map(span).join('')

function span(node: ElementContent): string {
  if (node.type === 'text') return node.value.replace(/[\\`*_[\]<]/g, '\\$&')
  if (!is(node)) return ''
  const inner = (): string => line(node.children)
  switch (node.tagName) {
    case 'b':
      return marked(inner(), '**')
    case 'i':
      return marked(inner(), '_')
    case 'code': {
      const ticks = textOf(node).includes('`') ? '``' : '`'
      return `${ticks}${textOf(node)}${ticks}`
    }
    case 'br':
      return '  \n'
    case 'img':
      return `![${(attribute(node, 'alt') ?? '').replace(/[[\]]/g, '\\$&')}](${attribute(node, 'src') ?? ''})`
    case 'a':
      return `[${inner()}](${target(attribute(node, 'href') ?? '')})`
    default:
      return inner()
  }
}

const target = (href: string): string => (/[()\s]/.test(href) ? `<${href.replace(/[<>\s]/g, encodeURIComponent)}>` : href)

// Markdown has no emphasis that begins or ends in a space
function marked(inner: string, mark: string): string {
  const [, before = '', text = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(inner) ?? []
  return text === '' ? inner : `${before}${mark}${text}${mark}${after}`
}
