import type { Construct } from '../construct.ts'
import { element } from '../element.ts'
import type { Marks } from '../block.ts'
import { settle } from '../runs.ts'
import { quoted } from '../spelling.ts'

const isPlain = ({ bold, italic, code, link }: Marks<unknown>): boolean => !bold && !italic && !code && link === null

export const collapsible = {
  is: 'collapsible',
  says: 'a collapsible section',
  tags: {
    details: (node, at, reader) => {
      const isSummary = (child: (typeof node.children)[number]): boolean =>
        child.type === 'element' && child.tagName === 'summary'
      const title = node.children.find(isSummary)
      // a title is one line
      const { runs: lines, blocks } = reader.inline(title !== undefined && 'children' in title ? title.children : [], {
        ...at,
        align: 'none',
      })
      const runs = settle(lines.map((run) => (run.is === 'break' ? { is: 'text' as const, text: ' ', marks: at.marks } : run)))
      const content = [
        ...blocks,
        ...reader.blocks(
          node.children.filter((child) => child !== title),
          at,
        ),
      ]
      if (runs.length > 0) return [{ is: 'collapsible', summary: runs, content }]
      // Intercom's own editor lets a title be empty: kept as it is
      if (!reader.exact) return null
      reader.error('prose/collapsible', node, 'expected a collapsible section with a title (summary), got none')
      return content
    },
  },
  directives: {
    collapsible: (node, children) => {
      const title = node.attributes?.['title'] ?? node.attributes?.['summary']
      if (typeof title !== 'string' || title.trim() === '') return 'expected title="…" on :::collapsible, got none'
      return [element('details', {}, [element('summary', {}, [{ type: 'text', value: title }]), ...children])]
    },
  },
  html: (block, out) => {
    out.put('<details><summary>')
    out.runs(block.summary)
    out.put('</summary><div class="collapsible-section-content">')
    out.blocks(block.content)
    out.put('</div></details>')
  },
  markdown: (block, pen) => {
    const content = pen.blocks(block.content, 'body')
    const [title] = block.summary
    if (block.summary.length === 1 && title?.is === 'text' && isPlain(title.marks)) {
      return `:::collapsible title="${quoted(title.text)}"\n${content}\n:::`
    }
    const summary = pen.inline(block.summary, 'line')
    return summary === null ? null : `<details><summary>\n\n${summary}\n\n</summary>\n\n${content}\n\n</details>`
  },
} as const satisfies Construct<'collapsible'>
