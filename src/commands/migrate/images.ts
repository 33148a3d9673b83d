import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isImage, isProse, sha256, type World } from '../../model/index.ts'
import { typeOf, type LocalImage } from '../../sides/files/index.ts'
import { hostedAt, imageFetcher } from '../../sides/workspace/index.ts'
import type { Door } from '../door.ts'
import { progress } from '../progress.ts'
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
}

const atOnce = 6

const hostedIn = ({ resources }: World): string[] =>
  [
    ...new Set(
      resources.flatMap(({ fields }) =>
        Object.values(fields).flatMap((value) =>
          isProse(value)
            ? value.parts.flatMap((part) => (isImage(part) && part.image.startsWith('cdn:') ? [part.image] : []))
            : [],
        ),
      ),
    ),
  ].sort()

/** Fetches each image once and keeps it in a folder: what the next run finds there is not fetched again. Signatures are kept nowhere. */
export async function carried(origin: Origin, folder: string, quiet: boolean, door: Door): Promise<Carried> {
  const { cache, options } = origin.opened
  const fetch = imageFetcher({ ...options, signal: door.stop })
  const paths = hostedIn(origin.world)
  const shown = progress(door, quiet, paths.length)
  const digests = new Map<string, string>()
  const local = new Map<string, LocalImage>()
  const faults = new Map<string, string>()
  const where = new Map<string, string>()
  const fileOf = (hex: string): string => join(folder, hex.slice(0, 2), hex.slice(2))

  const known = (path: string): { digest: string; bytes: Buffer } | null => {
    const hex = cache.get(`image/${path}`)
    if (typeof hex !== 'string' || !existsSync(fileOf(hex))) return null
    const bytes = readFileSync(fileOf(hex))
    return sha256(bytes) === hex ? { digest: hex, bytes } : null
  }
  const fetched = async (path: string): Promise<{ digest: string; bytes: Buffer } | string> => {
    const got = await fetch(path, origin.signatures.get(path) ?? '')
    if ('fault' in got) return got.fault
    if (typeOf(got.bytes) === undefined) return 'no PNG, JPEG, GIF or SVG'
    const digest = sha256(got.bytes)
    const file = fileOf(digest)
    mkdirSync(join(folder, digest.slice(0, 2)), { recursive: true })
    writeFileSync(`${file}.new`, got.bytes)
    renameSync(`${file}.new`, file)
    cache.set(`image/${path}`, digest)
    return { digest, bytes: got.bytes }
  }
  const one = async (path: string): Promise<void> => {
    const got = known(path) ?? (await fetched(path))
    shown.step()
    if (typeof got === 'string') {
      faults.set(path, got)
      return
    }
    const digest = `sha256:${got.digest}`
    const file = fileOf(got.digest)
    digests.set(path, digest)
    where.set(digest, path)
    local.set(digest, { file, path: file, type: typeOf(got.bytes) ?? 'image/png', bytes: got.bytes.length })
  }
  const left = [...paths]
  const worker = async (): Promise<void> => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) await one(path)
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, worker))
  } finally {
    shown.end()
  }
  const address = (digest: string): string | null => {
    const path = where.get(digest)
    return path === undefined ? null : `${hostedAt(path)}${origin.signatures.get(path) ?? ''}`
  }
  return { digests, local, faults, address }
}
