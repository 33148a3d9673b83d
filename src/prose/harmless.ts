import type { Element, ElementContent } from 'hast'

const running = new Set(['script', 'style', 'object', 'embed', 'applet', 'frame', 'frameset', 'base', 'meta', 'link', 'portal'])
const addresses = new Set(['href', 'src', 'action', 'formAction', 'xLinkHref', 'data', 'poster', 'background', 'cite', 'ping'])

const schemeOf = (address: string): string | undefined =>
  /^([a-z][a-z\d+.-]*):/iu.exec(address.replace(/[\p{Cc}\s]/gu, ''))?.[1]?.toLowerCase()

/** Whether an address runs code where it is opened or shown. */
export const isRunning = (address: string, of: string): boolean => {
  const scheme = schemeOf(address)
  if (scheme === 'data') return of !== 'src' || !/^data:image\//iu.test(address.trim())
  return scheme === 'javascript' || scheme === 'vbscript'
}

const harms = (name: string, value: unknown): boolean =>
  /^on/iu.test(name) ||
  name.toLowerCase() === 'srcdoc' ||
  (addresses.has(name) && typeof value === 'string' && isRunning(value, name))

/** An element without anything that runs, null where it is nothing else; what went is told to `lost`. */
export function harmless(node: Element, lost: (what: string) => void): Element | null {
  if (running.has(node.tagName)) {
    lost(`<${node.tagName}> and what is in it`)
    return null
  }
  const properties = Object.entries(node.properties).filter(([name, value]) => {
    const harm = harms(name, value)
    if (harm) lost(`${name} of <${node.tagName}>`)
    return !harm
  })
  return {
    ...node,
    properties: Object.fromEntries(properties),
    children: node.children.flatMap((child): ElementContent[] => {
      if (child.type !== 'element') return [child]
      const kept = harmless(child, lost)
      return kept === null ? [] : [kept]
    }),
  }
}
