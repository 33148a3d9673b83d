import type { Element } from 'hast'
import { attribute, classes, find } from './element.ts'
import { boxes, dressing, removed, showing, showingBoxes, silent } from './tags.ts'

/** What becomes of an element that is no construct, and what is lost by it. */
export interface Fate {
  /** its content stands by itself, goes on in the line, is kept with its element, or goes too */
  readonly then: 'box' | 'flow' | 'keep' | 'gone'
  readonly lost?: { readonly rule: string; readonly what: string }
}

const addressOf = (element: Element): string | null =>
  attribute(element, 'src') ?? attribute(element, 'href') ?? attribute(element, 'data')

/** An element of a workspace's body: what we cannot name is kept, but for what Intercom puts around things. */
export function fateThere(element: Element): Fate {
  const bare = classes(element).every((name) => dressing.has(name)) && attribute(element, 'style') === null
  if (bare && boxes.has(element.tagName)) return { then: 'box' }
  return { then: bare && silent.has(element.tagName) ? 'flow' : 'keep' }
}

/** An element of a file: what an article has no place for goes, its text stays, and what was visible of it is said. */
export function fateHere(element: Element): Fate {
  const tag = element.tagName
  if (attribute(element, 'dataIntercom') !== null) return { then: 'keep' }
  if (boxes.has(tag)) return { then: 'box' }
  if (silent.has(tag)) return { then: 'flow' }
  if (tag === 'sup' && find(element.children, 'a')?.properties['dataFootnoteRef'] !== undefined) {
    const what = 'the links between a footnote and its mark: they stand as ¹ and a list at the end'
    return { then: 'flow', lost: { rule: 'prose/footnote', what } }
  }
  if (showing.has(tag)) return { then: 'flow', lost: { rule: 'prose/inline', what: `the look of <${tag}>: its text stays` } }
  if (tag === 'blockquote') {
    const what = 'the look of a block quote, which Intercom does not have: its text stays'
    return { then: 'box', lost: { rule: 'prose/quote', what } }
  }
  if (showingBoxes.has(tag)) return { then: 'box', lost: { rule: 'prose/element', what: `<${tag}>: its text stays` } }
  if (removed.has(tag)) {
    const inner = element.children.flatMap((child) => (child.type === 'element' ? [child] : []))
    const from = [element, ...inner].map(addressOf).find((address) => address !== null)
    const of = from === undefined ? '' : ` of ${from.slice(0, 200)}`
    return { then: 'gone', lost: { rule: 'prose/element', what: `<${tag}>${of} and what is in it` } }
  }
  // <Device name> is a placeholder a person wrote, and all its words are gone
  const words = [tag, ...Object.keys(element.properties)].join(' ')
  const what = `<${words}>, which is no HTML element: its text stays (for the text itself write \`<${words}>\`)`
  return { then: 'flow', lost: { rule: 'prose/element', what } }
}
