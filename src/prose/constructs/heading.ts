import type { Element } from 'hast'
import type { At, Construct, Reader } from '../construct.ts'
import type { Block } from '../block.ts'
import { said } from '../block.ts'
import { alignClass, attribute } from '../element.ts'
import { aligned } from '../spelling.ts'

const read = <H>(element: Element, at: At<H>, reader: Reader<H>): Block<H>[] => {
  const align = reader.align(element, at)
  const ids = reader.anchors(attribute(element, 'id'))
  const { runs, blocks } = reader.inline(element.children, { ...at, align, inside: 'heading' })
  if (runs.length === 0) return blocks
  return [{ is: 'heading', level: Number(element.tagName.slice(1)), align, runs, ids }, ...blocks]
}

const depths = [1, 2, 3, 4] as const

export const heading = {
  is: 'heading',
  says: 'a heading',
  tags: { h1: read, h2: read, h3: read, h4: read, h5: read, h6: read },
  html: (block, out) => {
    const tag = `h${out.level(block.level)}`
    out.put(`<${tag}`)
    out.heading(said(block.runs), block.ids)
    out.put(`${alignClass(block.align)}>`)
    out.runs(block.runs)
    out.put(`</${tag}>`)
  },
  // a file's own title is its # heading
  markdown: (block, pen) => {
    const text = pen.inline(block.runs, 'heading')
    return text === null ? null : aligned(block.align, `${'#'.repeat(Math.min(6, block.level + 1))} ${text}`)
  },
  snippet: (block, write) => [{ type: 'heading', depth: depths[block.level - 1] ?? 4, children: write.runs(block.runs) }],
} as const satisfies Construct<'heading'>
