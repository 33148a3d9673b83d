import type { Element, ElementContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toHtml } from 'hast-util-to-html'
import { attribute, classes, el, is, paragraph, textOf, visible } from '../bodies/tree.ts'

type Block = Record<string, unknown>
const headingTypes: Readonly<Record<string, string>> = { h1: 'heading', h2: 'subheading', h3: 'subheading3', h4: 'subheading4' }

/** What a snippet keeps of a body: paragraphs, headings, flat lists, code and rules; everything else is dropped. */
export function snippetBlocks(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (!is(node)) return []
    if (is(node, 'p', 'h1', 'h2', 'h3', 'h4', 'pre', 'hr')) return [node]
    return is(node, 'ul', 'ol') ? flat(node) : []
  })
}

function flat(node: Element): ElementContent[] {
  const items = node.children
    .map((item) => (is(item) ? item.children.filter((child) => is(child, 'p')) : []))
    .filter((item) => visible(item))
  return items.length === 0 ? [] : [{ ...node, children: items.map((item) => el('li', {}, item)) }]
}

/** The blocks of a snippet as the service lists them. */
export function jsonBlocks(nodes: readonly ElementContent[]): Block[] {
  return nodes.flatMap((node): Block[] => {
    if (!is(node)) return []
    if (is(node, 'p')) return [{ type: 'paragraph', text: inner(node), class: 'no-margin' }]
    if (is(node, 'hr')) return [{ type: 'horizontalRule' }]
    if (is(node, 'ul', 'ol')) return [{ type: `${node.tagName === 'ul' ? 'un' : ''}orderedList`, items: node.children.map(item) }]
    if (is(node, 'pre')) return [code(node)]
    const type = headingTypes[node.tagName]
    return type === undefined ? [] : [{ type, text: inner(node), idAttribute: attribute(node, 'id') }]
  })
}

/** The tree some blocks stand for; a block of a kind that is not known counts for its text. */
export function fromBlocks(given: readonly Readonly<Block>[]): ElementContent[] {
  return given.flatMap((block): ElementContent[] => {
    const content = typeof block['text'] === 'string' ? parsed(block['text']) : []
    const { type, items } = block
    if (type === 'horizontalRule') return [el('hr', {}, [])]
    if (type === 'code') {
      const named = typeof block['language'] === 'string' ? { className: [`language-${block['language']}`] } : {}
      return [el('pre', {}, [el('code', named, [{ type: 'text', value: String(block['text']) }])])]
    }
    if ((type === 'orderedList' || type === 'unorderedList') && Array.isArray(items)) {
      const list = items.filter((each) => typeof each === 'string').map((each) => el('li', {}, [paragraph(parsed(each))]))
      return [el(type === 'orderedList' ? 'ol' : 'ul', {}, list)]
    }
    const level = Object.keys(headingTypes).find((name) => headingTypes[name] === type)
    return [level === undefined ? paragraph(content) : el(level, {}, content)]
  })
}

function code(node: Element): Block {
  const [only] = node.children
  const language = is(only) ? classes(only)[0]?.replace(/^language-/, '') : undefined
  return { type: 'code', text: textOf(node), ...(language === undefined ? {} : { language }) }
}

const inner = (node: Element): string => toHtml({ type: 'root', children: node.children })
const item = (node: ElementContent): string =>
  is(node) ? node.children.map((child) => (is(child) ? inner(child) : '')).join('<br>') : ''
const parsed = (html: string): ElementContent[] =>
  fromHtml(html, { fragment: true }).children.filter((node): node is ElementContent => node.type !== 'doctype')
