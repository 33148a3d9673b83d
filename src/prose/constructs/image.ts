import type { Element } from 'hast'
import type { Align } from '../block.ts'
import type { Construct } from '../construct.ts'
import { attribute, styles } from '../element.ts'
import { clean, escapeAttribute } from '../escape.ts'
import { inlineAttribute } from '../address.ts'
import { escapeMarkdown } from '../escape-markdown.ts'
import { aligned } from '../spelling.ts'

const floats: Readonly<Record<string, Align>> = { right: 'right', left: 'none' }

/** The pixels an element is to be wide or high; null where it does not say so in pixels. */
function pixels(element: Element, name: 'width' | 'height'): number | null {
  const asked = /^(\d{1,5})(?:px)?$/u.exec((styles(element).get(name) ?? attribute(element, name) ?? '').trim())?.[1]
  return asked === undefined || Number(asked) === 0 ? null : Number(asked)
}

const sizeOf = ([width, height]: readonly [number | null, number | null]): string =>
  (width === null ? '' : ` width="${width}"`) + (height === null ? '' : ` height="${height}"`)

const inLabel = { inLink: true, beforeLink: false, pairs: new Set(['*', '_', '~', '`']), brackets: true, mail: true }

export const image = {
  is: 'image',
  says: 'an image',
  tags: {
    img: (element, at, reader) => {
      const src = attribute(element, 'src')
      if (src === null || src === '') {
        reader.error('prose/image-source', element, 'expected an image with a source, got none')
        return []
      }
      const float = styles(element).get('float')
      const floated = float === undefined ? undefined : floats[float]
      const align = reader.align(element, floated === undefined ? at : { ...at, align: floated })
      if (attribute(element, 'title') !== null) reader.lost('prose/title', element, 'the title of an image')
      const alt = clean(attribute(element, 'alt') ?? '')
        .replace(/\s+/gu, ' ')
        .trim()
      const source = reader.image(element, src)
      return source === null
        ? []
        : [{ is: 'image', align, source, alt, size: [pixels(element, 'width'), pixels(element, 'height')], link: at.marks.link }]
    },
  },
  html: (block, out) => {
    if (block.align !== 'none') out.put(`<div class="intercom-container intercom-align-${block.align}">`)
    if (block.link !== null) {
      out.put('<a href="')
      out.value(block.link.value)
      out.put('">')
    }
    out.put('<img src="')
    out.value(block.source)
    out.put(block.alt === '' ? '"' : `" alt="${escapeAttribute(block.alt)}"`)
    out.put(`${sizeOf(block.size)}>`)
    if (block.link !== null) out.put('</a>')
    if (block.align !== 'none') out.put('</div>')
  },
  markdown: (block, pen, place) => {
    const size = sizeOf(block.size)
    const to = size === '' ? pen.destination(block.source) : null
    const label = escapeMarkdown(block.alt, { ...inLabel, inCell: place.inside === 'cell' })
    const alt = block.alt === '' ? '' : ` alt="${inlineAttribute(block.alt)}"`
    const image =
      to === null
        ? `<img src="${inlineAttribute(pen.address(block.source))}"${alt}${size}${pen.mark(block.source)}>`
        : `![${label}](${to})`
    const link = block.link === null ? '' : pen.address(block.link.value)
    if (block.link === null || link === '') return aligned(block.align, image)
    const target = pen.destination(block.link.value)
    const from = `<a href="${inlineAttribute(link)}"${pen.mark(block.link.value)}>`
    return aligned(block.align, target === null ? `${from}${image}</a>` : `[${image}](${target})`)
  },
} as const satisfies Construct<'image'>
