import type { Element } from 'hast'
import { keptMark } from './address.ts'
import { escapeMarkdown, type Around } from './escape-markdown.ts'
import { htmlOf, type Held } from './kept.ts'
import { showing, silent } from './tags.ts'

const inLines = new Set([...showing, ...silent, 'a', 'b', 'i', 'strong', 'em', 'code', 'br'])

/** Whether an element says the same in the middle of a line of Markdown as where it stands. */
const fits = (element: Element): boolean =>
  (inLines.has(element.tagName) || /^[a-z][a-z\d]*-[a-z\d-]*$/u.test(element.tagName)) &&
  element.children.every((child) =>
    child.type === 'element' ? fits(child) : child.type === 'text' && !/[\p{Cc}\uFEFF]| {2}/u.test(child.value),
  )

/** Tags of an element without what is in it, on one line. */
function tags(element: Element): readonly [open: string, close: string] {
  const whole = htmlOf({ ...element, children: [] })
  const end = `</${element.tagName}>`
  const open = whole.endsWith(end) ? whole.slice(0, -end.length) : whole
  const inner = open.replace(/[\n\r\t|`]/gu, (sign) => `&#${sign.charCodeAt(0)};`)
  return [inner, whole.endsWith(end) ? end : '']
}

/** An inline element nobody knows, as HTML in a line of Markdown with the mark that keeps it; null where it cannot stand there. */
export function atomMarkdown(pieces: readonly (string | Held)[], around: Around): string | null {
  const [piece] = pieces
  if (piece === undefined || typeof piece === 'string' || !('element' in piece) || piece.element === null || !fits(piece.element))
    return null
  // its own mark would say that its address is Intercom's, too
  if ('href' in piece.element.properties || 'src' in piece.element.properties) return null
  const spell = (element: Element): string => {
    const [open, close] = tags(element)
    const inner = element.children.map((child) =>
      child.type === 'element' ? spell(child) : child.type === 'text' ? escapeMarkdown(child.value, around) : '',
    )
    return open + inner.join('') + close
  }
  return spell({ ...piece.element, properties: { ...piece.element.properties, [dataName]: '' } })
}

// how the mark is called as a property
const dataName = keptMark.replace(/-(.)/gu, (_, letter: string) => letter.toUpperCase())
