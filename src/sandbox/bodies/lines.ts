import type { Element, ElementContent } from 'hast'
import { alignment, classes, el, is, paragraph, textOf } from './tree.ts'

/** Cuts a line of inline nodes where an image or a button stands, because both are blocks of their own. */
export function lines(
  nodes: readonly ElementContent[],
  align: readonly string[],
  wrap: (children: ElementContent[]) => Element,
): ElementContent[] {
  const out: ElementContent[] = []
  let open: ElementContent[] = []
  const flush = (): void => {
    const line = trimmed(open)
    if (line.length > 0) out.push(wrap(line))
    open = []
  }
  for (const piece of nodes.flatMap((node) => cut(node))) {
    if (isBlock(piece)) {
      flush()
      out.push(container(piece, align))
    } else open.push(piece)
  }
  flush()
  return out
}

/** The paragraphs and containers a line of inline nodes becomes. */
export const paragraphs = (nodes: readonly ElementContent[], align: readonly string[] = []): ElementContent[] =>
  lines(nodes, align, (children) => paragraph(children, align))

const isButton = (node: ElementContent): node is Element & { tagName: 'a' } =>
  is(node, 'a') && classes(node).includes('intercom-h2b-button')
const isBlock = (node: ElementContent): node is Element & { tagName: 'a' | 'img' } =>
  is(node, 'img') || isButton(node) || (is(node, 'a') && is(node.children[0], 'img'))

// <b>one <img> two</b> is <b>one </b>, the image, <b> two</b>; a link stays around its image
function cut(node: ElementContent): ElementContent[] {
  if (!is(node) || is(node, 'img', 'br') || isButton(node)) return [node]
  const pieces = node.children.flatMap(cut)
  if (!pieces.some(isBlock)) return [node]
  const out: ElementContent[] = []
  let open: ElementContent[] = []
  for (const piece of [...pieces, undefined]) {
    if (piece !== undefined && !isBlock(piece)) {
      open.push(piece)
      continue
    }
    if (textOf({ ...node, children: open }).trim() !== '') out.push({ ...node, children: open })
    open = []
    if (piece !== undefined) out.push(is(node, 'a') && is(piece, 'img') ? { ...node, children: [piece] } : piece)
  }
  return out
}

function container(node: Element, align: readonly string[]): Element {
  const image = is(node, 'img') ? node : is(node.children[0], 'img') ? node.children[0] : undefined
  const asked = image === undefined ? [] : alignment(image)
  const classNames = ['intercom-container', ...(asked.length > 0 ? asked : align)]
  if (image === undefined) return el('div', { className: classNames }, [node])
  const { src, alt, width, height } = image.properties
  const plain = el('img', { src, alt, width, height }, [])
  return el('div', { className: classNames }, [image === node ? plain : { ...node, children: [plain] }])
}

function trimmed(nodes: readonly ElementContent[]): ElementContent[] {
  const out = [...nodes]
  const [first] = out
  if (first?.type === 'text') out[0] = { type: 'text', value: first.value.replace(/^ +/, '') }
  const last = out.at(-1)
  if (last?.type === 'text') out[out.length - 1] = { type: 'text', value: last.value.replace(/ +$/, '') }
  return out.filter((node) => node.type !== 'text' || node.value !== '')
}
