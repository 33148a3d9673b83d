import type { LinkPart, Part } from '../../src/model/index.ts'
import type { Draft, Fill } from '../../src/prose/index.ts'

const prefix = 'file-'
const toArticle = (key: string): LinkPart => ({ link: { kind: 'article', key } })

/** Fills holes as a repository does: each article is a file beside this one. */
export const files: Omit<Fill, 'heading'> = {
  link: ({ link }) => prefix + encodeURIComponent(link.key),
  image: ({ image }) => prefix + encodeURIComponent(image),
}

const escaped = (text: string): string => text.replace(/&/gu, '&amp;').replace(/"/gu, '&quot;')

/** Looks holes up as a repository does: what leads to no file stays the text it was. */
export function looked(drafts: readonly Draft[]): Part[] {
  const parts: Part[] = []
  const put = (part: Part): void => {
    const last = parts.at(-1)
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
    else parts.push(part)
  }
  for (const draft of drafts) {
    if (typeof draft === 'string') put(draft)
    else if ('heading' in draft) put({ heading: draft.heading })
    else if ('href' in draft) {
      put(draft.href.startsWith(prefix) ? toArticle(decodeURIComponent(draft.href.slice(prefix.length))) : escaped(draft.href))
    } else put(draft.src.startsWith(prefix) ? { image: decodeURIComponent(draft.src.slice(prefix.length)) } : escaped(draft.src))
  }
  return parts
}
