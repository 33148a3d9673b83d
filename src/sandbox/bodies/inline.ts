import type { ElementContent } from 'hast'
import { link } from './links.ts'
import { isForeign, still } from './foreign.ts'
import { attribute, el, is } from './tree.ts'
import type { Turn } from './turn.ts'

const gone = ['script', 'style', 'template', 'noscript', 'head', 'title', 'iframe', 'object', 'embed'] as const
const renamed: Readonly<Record<string, string>> = { b: 'b', strong: 'b', i: 'i', em: 'i', code: 'code' }

/** Rewrites what stands in a line: bold, italic, code, links, images and breaks stay, every other tag leaves its content behind. */
export function inline(nodes: readonly ElementContent[], turn: Turn): ElementContent[] {
  return joined(nodes.flatMap((node) => one(node, turn)))
}

function one(node: ElementContent, turn: Turn): ElementContent[] {
  if (node.type === 'text') return [{ type: 'text', value: node.value.replace(/[ \t\r\n\f]+/g, ' ') }]
  if (!is(node) || is(node, ...gone)) return []
  if (is(node, 'br')) return [el('br', {}, [])]
  if (is(node, 'img')) return image(node, turn)
  const children = inline(node.children, turn)
  if (is(node, 'a')) return link(node, children, turn)
  const name = renamed[node.tagName]
  if (name === undefined && turn.foreign && isForeign(node)) return [{ ...still(node), children }]
  return name === undefined || children.length === 0 ? children : [el(name, {}, children)]
}

function image(node: ElementContent, turn: Turn): ElementContent[] {
  const src = is(node) ? attribute(node, 'src') : undefined
  if (!is(node) || src === undefined) return []
  const { alt, width, height, align, style, className } = node.properties
  return [el('img', { src: turn.image(src), alt: alt ?? '', width, height, align, style, className }, [])]
}

// text around a tag that is gone becomes one text again, joined once however many pieces there are
function joined(nodes: readonly ElementContent[]): ElementContent[] {
  const out: ElementContent[] = []
  let run: string[] = []
  const flush = (): void => {
    const value = run.join('').replace(/ {2,}/g, ' ')
    if (value !== '') out.push({ type: 'text', value: is(out.at(-1), 'br') ? value.replace(/^ /, '') : value })
    run = []
  }
  for (const node of nodes) {
    if (node.type === 'text') run.push(node.value)
    else {
      flush()
      out.push(node)
    }
  }
  flush()
  return out
}
