import { at, isImage, isProse, type Resource, type World } from '../../model/index.ts'
import type { LocalImage } from '../../sides/files/index.ts'
import { hostedAt } from '../../sides/workspace/index.ts'
import type { Origin } from './origin.ts'

/** The hosted images of a workspace, as bytes. */
export interface Carried {
  /** bare path (`cdn:/i/o/…`) → digest (`sha256:…`) */
  readonly digests: ReadonlyMap<string, string>
  /** digest → the file it is kept in */
  readonly local: ReadonlyMap<string, LocalImage>
  /** what could not be fetched, and why */
  readonly faults: ReadonlyMap<string, string>
  /** where it can be fetched with the signature it was read with, by digest; absent: where the config says files are published */
  readonly address?: (digest: string) => string | null
  /** renews signatures that end within a minute, so that `address` gives some that hold */
  readonly fresh?: (digests: readonly string[]) => Promise<void>
}

/** Seconds a signature has to hold for a write that is about to leave. */
const margin = 60

const imagesIn = ({ fields }: Resource): string[] =>
  Object.values(fields).flatMap((value) =>
    isProse(value) ? value.parts.flatMap((part) => (isImage(part) && part.image.startsWith('cdn:') ? [part.image] : [])) : [],
  )

/** One object of a workspace that shows each image. */
function showing({ resources }: World): Map<string, Resource> {
  const found = new Map<string, Resource>()
  for (const resource of resources) for (const image of imagesIn(resource)) if (!found.has(image)) found.set(image, resource)
  return found
}

/** Reads what shows these images again, which signs them anew. */
async function renewed({ side }: Origin, images: readonly string[], shown: ReadonlyMap<string, Resource>): Promise<void> {
  const resources = new Map(images.flatMap((image) => shown.get(image) ?? []).map((resource) => [at(resource), resource]))
  for (const { kind, key } of resources.values()) await side.one(kind, key.slice(1))
}

/** Epoch seconds until which a signature holds; undefined where it does not say. */
const endOf = (signature: string | undefined): number | undefined => {
  const said = new URLSearchParams(signature).get('expires')
  return said === null || !/^\d+$/u.test(said) ? undefined : Number(said)
}

/** The images of a workspace that was read, all of them fetched. A signature that ended meanwhile is renewed, once. */
export async function carried(origin: Origin): Promise<Carried> {
  const { images } = origin
  const shown = showing(origin.world)
  for (const path of shown.keys()) if (!images.signatures.has(path)) images.sighted(path, '')
  const ended = [...(await images.done())].flatMap(([path, got]) => ('fault' in got && got.signature === true ? [path] : []))
  if (ended.length > 0) {
    await renewed(origin, ended, shown)
    for (const path of ended) await images.again(path)
  }
  const digests = new Map<string, string>()
  const local = new Map<string, LocalImage>()
  const faults = new Map<string, string>()
  const where = new Map<string, string>()
  const all = await images.done()
  for (const path of [...shown.keys()].sort()) {
    const got = all.get(path)
    if (got === undefined) continue
    if ('fault' in got) {
      faults.set(path, got.fault)
      continue
    }
    const { digest, ...image } = got
    digests.set(path, digest)
    where.set(digest, path)
    local.set(digest, image)
  }
  return {
    digests,
    local,
    faults,
    address: (digest) => {
      const path = where.get(digest)
      return path === undefined ? null : `${hostedAt(path)}${images.signatures.get(path) ?? ''}`
    },
    fresh: async (wanted) => {
      const soon = origin.side.serverNow() + margin
      const paths = wanted.flatMap((digest) => where.get(digest) ?? [])
      const ending = paths.filter((path) => (endOf(images.signatures.get(path)) ?? Infinity) < soon)
      if (ending.length > 0) await renewed(origin, ending, shown)
    },
  }
}
