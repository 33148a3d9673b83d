import type { Construct } from '../construct.ts'
import { classes, element, textOf } from '../element.ts'
import { clean, escapeText } from '../escape.ts'
import { quoted } from '../spelling.ts'

export const button = {
  is: 'button',
  says: 'a button',
  tags: {
    a: (node, at, reader) => {
      if (!classes(node).includes('intercom-h2b-button')) return null
      const label = clean(textOf(node)).replace(/\s+/gu, ' ').trim()
      const target = reader.link(node)
      if (target !== null && label !== '') return [{ is: 'button', align: reader.align(node, at), target, label }]
      if (!reader.exact) return null
      reader.error('prose/button', node, 'expected a button with an address and a label, got one without')
      return []
    },
  },
  directives: {
    button: (node, children) => {
      const { href, label, align } = node.attributes ?? {}
      const text = label ?? children.map(textOf).join(' ').trim()
      if (typeof href !== 'string' || href === '' || text === '') return 'expected href="…" label="…" on :::button, got none'
      const link = element('a', { className: ['intercom-h2b-button'], href }, [{ type: 'text', value: text }])
      return [typeof align === 'string' ? element('div', { align }, [link]) : link]
    },
  },
  html: (block, out) => {
    if (block.align !== 'none') out.put(`<div class="intercom-container intercom-align-${block.align}">`)
    out.put('<a class="intercom-h2b-button" href="')
    out.value(block.target.value)
    out.put(`">${escapeText(block.label)}</a>`)
    if (block.align !== 'none') out.put('</div>')
  },
  markdown: (block, pen) => {
    const href = pen.attribute(block.target.value)
    const align = block.align === 'none' ? '' : ` align="${block.align}"`
    return href === null ? null : `:::button href="${href}" label="${quoted(block.label)}"${align}\n:::`
  },
} as const satisfies Construct<'button'>
