import type { Element, ElementContent } from 'hast'
import type { Block } from '../block.ts'
import type { At, Construct, Reader } from '../construct.ts'
import { attribute, styles } from '../element.ts'

const elements = (nodes: readonly ElementContent[]): Element[] => nodes.filter((node) => node.type === 'element')

const rowsOf = (table: Element): Element[] =>
  elements(table.children).flatMap((child) =>
    child.tagName === 'tr' ? [child] : ['thead', 'tbody', 'tfoot'].includes(child.tagName) ? rowsOf(child) : [],
  )

const span = (cell: Element, name: string): number => {
  const asked = Number(attribute(cell, name) ?? 1)
  return Number.isInteger(asked) && asked > 1 ? Math.min(asked, 100) : 1
}

/** Cells on a grid: one that spans leaves empty cells where it reached. */
function grid<H>(rows: readonly Element[], at: At<H>, reader: Reader<H>): Block<H>[][][] {
  const below: number[] = []
  const out = rows.map((row) => {
    const cells: Block<H>[][] = []
    const fill = (): void => {
      for (let held = below[cells.length]; held !== undefined && held > 0; held = below[cells.length]) {
        below[cells.length] = held - 1
        cells.push([])
      }
    }
    for (const cell of elements(row.children)) {
      if (cell.tagName !== 'td' && cell.tagName !== 'th') continue
      fill()
      const [wide, high] = [span(cell, 'colSpan'), span(cell, 'rowSpan')]
      if (wide > 1 || high > 1)
        reader.lost('prose/cell-span', cell, 'a table cell over several rows or columns: empty cells take its place')
      if (['center', 'right'].includes(attribute(cell, 'align') ?? '')) {
        reader.lost('prose/cell-align', cell, 'the alignment of table cells')
      }
      // Intercom has no header cells: bold keeps the difference visible
      const marks = cell.tagName === 'th' ? { ...at.marks, bold: true } : at.marks
      const content = reader.blocks(cell.children, { ...at, align: 'none', marks, inside: 'cell' })
      for (let column = 0; column < wide; column += 1) {
        below[cells.length] = high - 1
        cells.push(column === 0 ? content : [])
      }
    }
    fill()
    return cells
  })
  const width = Math.max(0, ...out.map((cells) => cells.length))
  return out.map((cells) => [...cells, ...Array.from({ length: width - cells.length }, () => [])])
}

/** Whether a cell or row looks different from any a file can make: Intercom's editor merges and colours cells. */
const isSpecial = (cell: Element): boolean =>
  span(cell, 'colSpan') > 1 || span(cell, 'rowSpan') > 1 || [...styles(cell).keys()].some((name) => name.startsWith('background'))

/** Markdown cannot write a table without a header; one left empty is no row. */
const isEmptyHeader = (row: Element, cells: readonly (readonly unknown[])[] | undefined): boolean =>
  elements(row.children).every((cell) => cell.tagName === 'th') && cells?.every((cell) => cell.length === 0) === true

const isBold = (block: Block<unknown>): boolean =>
  block.is === 'paragraph' ? block.runs.every((run) => run.is === 'break' || run.marks.bold) : block.is === 'image'

/** A block without the bold its header cell gives it. */
const unbold = <H>(block: Block<H>): Block<H> =>
  block.is === 'paragraph'
    ? { ...block, runs: block.runs.map((run) => (run.is === 'break' ? run : { ...run, marks: { ...run.marks, bold: false } })) }
    : block

export const table = {
  is: 'table',
  says: 'a table',
  tags: {
    table: (element, at, reader) => {
      const rows = rowsOf(element)
      if (!reader.exact && rows.some((row) => [row, ...elements(row.children)].some(isSpecial))) return null
      const captions = elements(element.children).filter((child) => child.tagName === 'caption')
      const before = captions.flatMap((caption) => reader.blocks(caption.children, at))
      if (at.inside !== 'body') {
        const where = { item: 'a list item', cell: 'another table', heading: 'a heading' }[at.inside]
        reader.error(
          'prose/table-inside',
          element,
          `expected no table in ${where}, got one: Intercom refuses the article; move it out`,
        )
      }
      const cells = grid(rows, at, reader).filter((row, index) => {
        const source = rows[index]
        return row.length > 0 && !(index === 0 && source !== undefined && isEmptyHeader(source, row))
      })
      if (cells.length > 0) return [...before, { is: 'table', rows: cells }]
      reader.error('prose/empty-table', element, 'expected a table with at least one cell, got an empty one: Intercom refuses it')
      return before
    },
  },
  html: (block, out) => {
    out.put('<table><tbody>')
    for (const row of block.rows) {
      out.put('<tr>')
      for (const cell of row) {
        out.put('<td>')
        out.blocks(cell)
        out.put('</td>')
      }
      out.put('</tr>')
    }
    out.put('</tbody></table>')
  },
  markdown: (block, pen, { inside }) => {
    // where Intercom refuses one it can only stay as it is
    if (inside !== 'body') return null
    const [first = [], ...others] = block.rows
    const headed = first.some((cell) => cell.length > 0) && first.every((cell) => cell.every(isBold))
    const rows = (headed ? [first.map((cell) => cell.map(unbold)), ...others] : [first.map(() => []), ...block.rows]).map((row) =>
      row.map((cell) => pen.cell(cell)),
    )
    if (rows.some((row) => row.includes(null))) return pen.html(block)?.replace(/<(?:tr|td|\/tr|\/tbody)>/gu, '\n$&') ?? null
    const [header = [], ...body] = rows.map((row) => `| ${row.join(' | ')} |`)
    return [header, `|${' --- |'.repeat(first.length)}`, ...body].join('\n')
  },
} as const satisfies Construct<'table'>
