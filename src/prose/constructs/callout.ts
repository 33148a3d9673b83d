import type { ElementContent } from 'hast'
import type { Construct, Directive } from '../construct.ts'
import { classes, element, styles } from '../element.ts'
import { quote } from '../spelling.ts'

// background and border of each colour in Intercom's editor (INTERCOM.md §3)
const palette = {
  grey: ['#e8e8e880', '#73737633'],
  blue: ['#e3e7fa80', '#334bfa33'],
  green: ['#d7efdc80', '#1bb15733'],
  red: ['#fed9db80', '#fd3a5733'],
  yellow: ['#feedaf80', '#fbc91633'],
} as const satisfies Record<string, readonly [string, string]>

const named: Readonly<Record<string, keyof typeof palette>> = {
  grey: 'grey',
  gray: 'grey',
  blue: 'blue',
  green: 'green',
  red: 'red',
  yellow: 'yellow',
  note: 'blue',
  info: 'blue',
  tip: 'green',
  success: 'green',
  important: 'yellow',
  warning: 'yellow',
  caution: 'red',
  danger: 'red',
  error: 'red',
}

/** The alert of GitHub's Markdown that stands for a colour. */
const alerts = { NOTE: 'blue', TIP: 'green', WARNING: 'yellow', CAUTION: 'red' } as const satisfies Record<
  string,
  keyof typeof palette
>

const hex = (value: number): string =>
  Math.round(Math.min(255, Math.max(0, value)))
    .toString(16)
    .padStart(2, '0')

/** A colour as `#rrggbb` or `#rrggbbaa`; null where it is none. */
export function colour(text: string): string | null {
  const value = text.trim().toLowerCase()
  if (/^#(?:[\da-f]{6}|[\da-f]{8})$/u.test(value)) return value.endsWith('ff') && value.length === 9 ? value.slice(0, 7) : value
  if (/^#[\da-f]{3,4}$/u.test(value)) return colour(`#${value.slice(1).replace(/./gu, '$&$&')}`)
  const [, body] = /^rgba?\(([^)]*)\)$/u.exec(value) ?? []
  if (body === undefined) return null
  const [red, green, blue, alpha] = body
    .split(/[\s,/]+/u)
    .map((part) => (part.endsWith('%') ? Number.parseFloat(part) / 100 : Number(part)))
  if (red === undefined || green === undefined || blue === undefined || [red, green, blue].some(Number.isNaN)) return null
  return colour(`#${hex(red)}${hex(green)}${hex(blue)}${alpha === undefined ? '' : hex(alpha * 255)}`)
}

const box = (background: string, border: string, children: ElementContent[]): ElementContent[] => [
  element(
    'div',
    { className: ['intercom-interblocks-callout'], style: `background-color: ${background}; border-color: ${border};` },
    children,
  ),
]

const coloured = (name: string, children: ElementContent[]): ElementContent[] => {
  const [background, border] = palette[named[name] ?? 'grey']
  return box(background, border, children)
}

/** The box of an alert or directive of a known name: `note`, `warning`, `blue`…; null for a name nobody knows. */
export const calloutNamed = (name: string, children: ElementContent[]): ElementContent[] | null =>
  Object.hasOwn(named, name) ? coloured(name, children) : null

const directive = (node: Directive, children: ElementContent[]): ElementContent[] | string => {
  const { type, color, backgroundColor, borderColor } = node.attributes ?? {}
  const name = (type ?? color ?? 'grey').toLowerCase()
  if (typeof backgroundColor !== 'string') {
    return calloutNamed(name, children) ?? `expected a callout that is ${Object.keys(named).join(', ')}, got "${name}"`
  }
  const [background, border] = [colour(backgroundColor), colour(borderColor ?? backgroundColor)]
  if (background === null || border === null)
    return `expected colours such as #e3e7fa80, got "${backgroundColor}" and "${borderColor ?? ''}"`
  return box(background, border, children)
}

const admonition = (node: Directive, children: ElementContent[]): ElementContent[] => {
  const title = node.attributes?.['title']
  const lead = typeof title === 'string' ? [element('p', {}, [element('b', {}, [{ type: 'text', value: title }])])] : []
  return coloured(node.name, [...lead, ...children])
}

const admonitions = ['note', 'info', 'tip', 'success', 'important', 'warning', 'caution', 'danger']

export const callout = {
  is: 'callout',
  says: 'a callout',
  tags: {
    div: (node, at, reader) => {
      if (!classes(node).includes('intercom-interblocks-callout')) return null
      const style = styles(node)
      const background = colour(style.get('background-color') ?? style.get('background') ?? '') ?? palette.grey[0]
      const border = colour(style.get('border-color') ?? '') ?? palette.grey[1]
      const content = reader.blocks(node.children, at)
      return content.length === 0 ? [] : [{ is: 'callout', background, border, content }]
    },
  },
  directives: { callout: directive, ...Object.fromEntries(admonitions.map((name) => [name, admonition])) },
  html: (block, out) => {
    out.put(
      `<div class="intercom-interblocks-callout" style="background-color: ${block.background}; border-color: ${block.border};">`,
    )
    out.blocks(block.content)
    out.put('</div>')
  },
  markdown: (block, pen) => {
    const colours = [block.background, block.border]
    const alert = Object.entries(alerts).find(([, name]) => palette[name].every((one, index) => one === colours[index]))?.[0]
    const content = pen.blocks(block.content, 'body')
    if (alert !== undefined) return quote(`[!${alert}]\n${block.content[0]?.is === 'paragraph' ? '' : '\n'}${content}`)
    const isGrey = palette.grey.every((one, index) => one === colours[index])
    const attributes = isGrey ? 'grey' : `backgroundColor="${block.background}" borderColor="${block.border}"`
    return `:::callout ${attributes}\n${content}\n:::`
  },
} as const satisfies Construct<'callout'>
