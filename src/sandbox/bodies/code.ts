import type { Element, ElementContent } from 'hast'
import { classes, el, is, textOf } from './tree.ts'

/** A code block keeps its text as it is and the language as a class of the inner code element. */
export function code(node: Element): ElementContent[] {
  const inner = node.children.find((child) => is(child, 'code'))
  const language = [...(is(inner) ? classes(inner) : []), ...classes(node)].find((name) => /^(language|lang)-/.test(name))
  const className = language === undefined ? {} : { className: [language.replace(/^lang-/, 'language-')] }
  return [el('pre', {}, [el('code', className, [{ type: 'text', value: broken(node) }])])]
}

const broken = (node: ElementContent): string =>
  is(node, 'br') ? '\n' : is(node) ? node.children.map(broken).join('') : textOf(node)
