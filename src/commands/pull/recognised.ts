import { imagesIn, sha256 } from '../../model/index.ts'
import type { Matched } from '../../plan/index.ts'
import type { Gallery } from './gallery.ts'

/** Finds out which hosted images of a workspace are files here: bare path → digest. */
export type Look = (matched: Matched, images: ReadonlyMap<string, string>) => Promise<ReadonlyMap<string, string>>

/** images asked for at the same time */
const atOnce = 6

/**
 * Hosted images nobody remembers, of objects that are met for the first time beside a file with as many images of its own: what they are is seen
 * from their bytes, or a lost memory would make every illustrated article another one. Nothing else is fetched. Answers bare path → digest.
 */
export async function recognised(
  { bound }: Pick<Matched, 'bound'>,
  images: ReadonlyMap<string, string>,
  { fetch, signatures }: Pick<Gallery, 'fetch' | 'signatures'>,
): Promise<ReadonlyMap<string, string>> {
  const unknown = new Set<string>()
  for (const { want, entry, live } of bound.values()) {
    const known = entry !== undefined && (entry.seen !== null || entry.sent !== undefined)
    if (known || want === undefined || live === undefined) continue
    for (const [name, value] of Object.entries(want.fields)) {
      const [mine, theirs] = [imagesIn(value), imagesIn(live.fields[name])]
      if (mine.length !== theirs.length || !mine.some((image) => image.startsWith('sha256:'))) continue
      for (const path of theirs) if (path.startsWith('cdn:') && !images.has(path)) unknown.add(path)
    }
  }
  const found = new Map<string, string>()
  const left = [...unknown]
  const worker = async (): Promise<void> => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      const got = await fetch(path, signatures.get(path) ?? '')
      if ('bytes' in got) found.set(path, `sha256:${sha256(got.bytes)}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return found
}
