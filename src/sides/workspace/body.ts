import type { Cache, Part, Prose } from '../../model/index.ts'
import { lazy, sha256 } from '../../model/index.ts'
import { fromBodyMarkdown, fromHtml, version } from '../../prose/index.ts'
import type { Addresses } from './addresses.ts'
import { linkIn } from './addresses.ts'
import { imageIn, signaturesIn, unsigned } from './hosted.ts'

/** Reads a body as the workspace answered it into canonical prose. A body read before is not parsed again. */
export function bodyReader(
  addresses: Addresses,
  cache: Cache,
  sighted?: (image: string, signature: string) => void,
): (body: string, as: 'html' | 'markdown') => Prose {
  const wire = { link: (href: string) => linkIn(href, addresses), image: imageIn }
  const world = sha256(JSON.stringify([version, addresses]))
  return (body, as) => {
    if (sighted !== undefined) for (const [image, signature] of signaturesIn(body)) sighted(image, signature)
    const bare = unsigned(body)
    const key = `observed/${sha256(`${world}\n${as}\n${bare}`)}`
    // the cache holds what this line put there: the key names the version of the form
    const known = (): Part[] | undefined => cache.get(key) as Part[] | undefined
    if (known() === undefined) {
      const parts = as === 'html' ? fromHtml(bare, wire) : fromBodyMarkdown(bare, wire)
      cache.set(key, parts)
      if (known() === undefined) return { parts }
    }
    return lazy(() => {
      const parts = known()
      if (parts === undefined) throw new Error(`the cache lost ${key} during a run`)
      return parts
    })
  }
}
