import type { Prose, Value } from '../../model/index.ts'
import { isImage, isProse, sha256 } from '../../model/index.ts'
import type { Matched } from '../../plan/index.ts'
import type { Gallery } from './illustrated.ts'

/** The images of a body in their order; [] for what is no body. */
const imagesIn = (value: Value | undefined): string[] => (value !== undefined && isProse(value) ? imagesOf(value) : [])

const imagesOf = ({ parts }: Prose): string[] =>
  parts
    .filter((part) => typeof part === 'object')
    .filter(isImage)
    .map(({ image }) => image)

/**
 * Hosted images nobody remembers, of objects that are met for the first time beside a file with as many images of its own: what they are is seen
 * from their bytes, or a lost memory would make every illustrated article another one. Answers bare path → digest.
 */
export async function recognised(
  { bound }: Matched,
  images: ReadonlyMap<string, string>,
  { fetch, signatures }: Pick<Gallery, 'fetch' | 'signatures'>,
): Promise<ReadonlyMap<string, string>> {
  const unknown = new Set<string>()
  for (const { want, entry, live } of bound.values()) {
    if (entry !== undefined || want === undefined || live === undefined) continue
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
  await Promise.all(Array.from({ length: 6 }, worker))
  return found
}
