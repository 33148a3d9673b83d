import { posix } from 'node:path'
import type { Change, Resource } from '../../model/index.ts'
import { imagesIn } from '../../model/index.ts'
import type { ImageKeeper, LocalImage } from '../../sides/files/index.ts'
import type { Fetched } from '../../sides/workspace/index.ts'

/** A hosted image a pull is about to write into a file. */
export interface Hosted {
  /** its bare path: `cdn:/i/o/…` */
  readonly path: string
  /** as the changes call it: the bare path, or the digest of a file that is gone */
  readonly called: string
  /** what its file may be called after */
  readonly title: string
  /** the first object that shows it */
  readonly shown: Change & { readonly to: Resource }
}

/** What became of the hosted images of a pull. */
export interface Pictures {
  /** by what the changes call them */
  readonly kept: ReadonlyMap<string, { readonly digest: string; readonly image: LocalImage; readonly path: string }>
  readonly faults: readonly { readonly of: Hosted; readonly fault: string }[]
}

/** The hosted images that changes bring into the files and that no file here holds, each once. `hosted` leads from a digest to where it is hosted. */
export function hostedIn(
  changes: readonly Change[],
  here: ReadonlyMap<string, LocalImage>,
  hosted: (image: string) => string | undefined,
): Hosted[] {
  const found = new Map<string, Hosted>()
  for (const change of changes) {
    if (change.verb !== 'create' && change.verb !== 'update') continue
    for (const [name, value] of Object.entries(change.to.fields)) {
      if (change.verb === 'update' && !change.fields.includes(name)) continue
      for (const image of imagesIn(value)) {
        const path = image.startsWith('cdn:') ? image : here.has(image) ? undefined : hosted(image)
        if (path?.startsWith('cdn:') === true && !found.has(image))
          found.set(image, { path, called: image, title: titleOf(path, change.to), shown: change })
      }
    }
  }
  return [...found.values()]
}

// ids and digests are no names
const nameless = /^[\da-f-]*$/iu

/** The name the image's own address gives it, else that of what shows it. */
function titleOf(path: string, of: Resource): string {
  const last = posix.basename(path)
  const name = decoded(last).replace(/\.[a-z\d]{2,5}$/iu, '')
  return nameless.test(name) ? posix.basename(of.key.replace(/@[^/]*$/u, '')) : name
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

const ahead = 6

/** Fetches images, some at a time, and keeps each in the order they were named in, so that the same images get the same names. */
export async function pictures(
  wanted: readonly Hosted[],
  fetch: (image: Hosted) => Promise<Fetched>,
  keep: ImageKeeper,
  done: () => void,
): Promise<Pictures> {
  const kept = new Map<string, { digest: string; image: LocalImage; path: string }>()
  const faults: { of: Hosted; fault: string }[] = []
  const coming = new Map<number, Promise<Fetched>>()
  for (const [at, of] of wanted.entries()) {
    for (let next = at; next < Math.min(wanted.length, at + ahead); next += 1) {
      if (coming.has(next)) continue
      const fetching = fetch(wanted[next] as Hosted)
      // awaited in its turn; until then a failure is no stray one
      fetching.catch(() => undefined)
      coming.set(next, fetching)
    }
    const got = await (coming.get(at) as Promise<Fetched>)
    coming.delete(at)
    const result = 'fault' in got ? got : keep(of.title, got.bytes)
    if ('fault' in result) faults.push({ of, fault: result.fault })
    else kept.set(of.called, { ...result, path: of.path })
    done()
  }
  return { kept, faults }
}
