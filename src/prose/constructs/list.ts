import type { Element, ElementContent } from 'hast'
import type { Block, Of } from '../block.ts'
import type { At, Construct, Reader } from '../construct.ts'
import { attribute } from '../element.ts'
import { indented } from '../spelling.ts'

const isItem = (node: ElementContent): node is Element => node.type === 'element' && node.tagName === 'li'

/** An item of a snippet is text alone: paragraphs become its lines. */
function oneLine<H>(content: readonly Block<H>[], item: Element, reader: Reader<H>): Block<H>[] {
  const paragraphs = content.filter((block) => block.is === 'paragraph')
  if (content.some((block) => block.is !== 'paragraph' && block.is !== 'list')) {
    reader.error(
      'prose/snippet',
      item,
      'expected what a snippet can hold, got more than text in a list item: Intercom would drop it',
    )
  }
  const [first] = paragraphs
  if (first === undefined) return []
  const runs = paragraphs.flatMap((paragraph, at) => (at === 0 ? paragraph.runs : [{ is: 'break' as const }, ...paragraph.runs]))
  return [{ ...first, runs }]
}

/** Whether an item has something to read: Intercom does not count lines and code without a letter. */
const speaks = (content: readonly Block<unknown>[]): boolean =>
  content.some((block) => block.is !== 'rule' && !(block.is === 'code' && block.text.trim() === ''))

const read = <H>(element: Element, at: At<H>, reader: Reader<H>): Block<H>[] => {
  const ordered = element.tagName === 'ol'
  const start = Number(attribute(element, 'start') ?? 1)
  if (reader.small && at.inside === 'item') {
    reader.error('prose/snippet', element, 'expected what a snippet can hold, got a list in a list: Intercom would drop it')
  }
  const items: Block<H>[][] = []
  const empty: Element[] = []
  for (const child of element.children) {
    const inside: At<H> = { ...at, inside: at.inside === 'cell' ? 'cell' : 'item' }
    if (isItem(child)) {
      const read = reader.blocks(child.children, inside)
      const content = reader.small ? oneLine(read, child, reader) : read
      if (content.length > 0) items.push(content)
      else empty.push(child)
      continue
    }
    // a list directly in a list, or text beside the items: part of the item before it
    const stray = reader.blocks([child], inside)
    if (stray.length > 0 && items.length === 0) items.push([])
    items.at(-1)?.push(...stray)
  }
  if (items.some(speaks)) for (const item of empty) reader.lost('prose/empty-item', item, 'an empty list item')
  if (items.some(speaks)) return [{ is: 'list', ordered, start: ordered && Number.isInteger(start) ? start : 1, items }]
  reader.error(
    'prose/empty-list',
    element,
    'expected a list with at least one item that says something, got an empty one: Intercom refuses it',
  )
  return []
}

/** Whether no item has more than a line of text and a list below it that may follow text at once. */
const isTight = (list: Of<'list', unknown>): boolean =>
  list.items.every(
    ([first, second, ...rest]) =>
      first?.is === 'paragraph' &&
      first.align === 'none' &&
      rest.length === 0 &&
      (second === undefined || (second.is === 'list' && second.start === 1 && isTight(second))),
  )

export const list = {
  is: 'list',
  says: 'a list',
  tags: { ul: read, ol: read, menu: read, dir: read },
  html: (block, out) => {
    const tag = block.ordered ? 'ol' : 'ul'
    out.put(block.start === 1 ? `<${tag}>` : `<${tag} start="${block.start}">`)
    for (const item of block.items) {
      out.put('<li>')
      out.blocks(item)
      out.put('</li>')
    }
    out.put(`</${tag}>`)
  },
  markdown: (block, pen, { again }) => {
    if (block.start < 0 || block.start + block.items.length > 999_999_999) return pen.html(block)
    const tight = isTight(block)
    const items = block.items.map((item, index) => {
      const mark = block.ordered ? `${block.start + index}${again ? ')' : '.'} ` : again ? '* ' : '- '
      return mark + indented(pen.blocks(item, 'item', tight), mark.length)
    })
    return items.join(tight ? '\n' : '\n\n')
  },
  snippet: (block, write) => [
    {
      type: 'list',
      ordered: block.ordered,
      start: block.start,
      spread: false,
      children: block.items.map((item) => ({ type: 'listItem' as const, spread: false, children: write.blocks(item) })),
    },
  ],
} as const satisfies Construct<'list'>
