import type { Finding, Part, Prose } from '../../model/index.ts'
import type { Draft } from '../../prose/index.ts'
import { escapeAttribute } from '../../prose/escape.ts'
import type { Loaded } from './image.ts'
import type { LinkRules } from './link.ts'
import { link } from './link.ts'
import type { DraftBody, Said } from './making.ts'
import { wrong } from './making.ts'
import type { Targets } from './targets.ts'
import { candidates } from './targets.ts'

/** How the links and images of a body are looked up. */
export interface Around extends LinkRules {
  readonly targets: Targets
  image(path: string): Loaded
}

/** A parsed body with its links led to resources and its images to digests; what leads nowhere stays as written and is said. */
export function body(draft: DraftBody, around: Around): { readonly prose: Prose; readonly findings: readonly Finding[] } {
  const parts: Part[] = []
  const said: Said[] = []
  let text = ''
  const put = (part: Part): void => {
    if (typeof part === 'string') {
      text += part
      return
    }
    if (text !== '') parts.push(text)
    text = ''
    parts.push(part)
  }
  for (const piece of draft.drafts) {
    const found = resolved(piece, draft, around)
    put(found.part)
    said.push(...found.said)
  }
  if (text !== '') parts.push(text)
  return { prose: { parts }, findings: said.map((one) => ({ file: draft.file, ...one })) }
}

function resolved(piece: Draft, draft: DraftBody, around: Around): { readonly part: Part; readonly said: readonly Said[] } {
  if (typeof piece === 'string') return { part: piece, said: [] }
  if ('heading' in piece) return { part: { heading: piece.heading }, said: [] }
  if ('src' in piece) return image(piece.src, piece.line, draft, around)
  const { part, said } = link(piece, draft, around.targets, around)
  return { part: typeof part === 'string' ? escapeAttribute(part) : part, said }
}

function image(
  src: string,
  line: number,
  draft: DraftBody,
  around: Around,
): { readonly part: Part; readonly said: readonly Said[] } {
  if (/^https?:/iu.test(src)) return { part: { image: src }, said: [] }
  if (src.startsWith('//')) return { part: { image: `https:${src}` }, said: [] }
  const failed = (message: string): { part: string; said: Said[] } => ({
    part: escapeAttribute(src),
    said: [wrong('images/source', line, message)],
  })
  const scheme = /^([a-z][a-z\d+.-]*):/iu.exec(src)?.[1]
  if (scheme !== undefined) return failed(`image: expected a file or an http(s) URL, got ${scheme}:; save it as a file`)
  const path = decodedPath(src)
  const paths = candidates(path, draft.file, around.targets)
  const loaded = paths.map((one) => around.image(one))
  const found = loaded.find((one) => 'digest' in one) ?? loaded[0]
  if (found !== undefined && 'digest' in found) return { part: { image: found.digest }, said: [] }
  return failed(`image "${src}": ${found?.fault ?? 'leads nowhere'}`)
}

function decodedPath(src: string): string {
  const bare = src.replace(/[?#].*$/u, '')
  try {
    return decodeURIComponent(bare)
  } catch (error) {
    if (error instanceof URIError) return bare
    throw error
  }
}
