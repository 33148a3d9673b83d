import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../model/index.ts'
import { typeOf, type LocalImage } from '../../sides/files/index.ts'
import { imageFetcher } from '../../sides/workspace/index.ts'
import type { Door } from '../door.ts'
import type { Opened } from '../open.ts'
import { gathering, type Gathering } from './gathering.ts'

/** An image in its file, or why there is none; `signature`: a newer one may be taken. */
export type Had = LocalImage & { readonly digest: string }
export type Missing = { readonly fault: string; readonly signature?: true }

const atOnce = 12
/** Fetches each image once and keeps it in a folder: what is found there is not fetched again. Signatures are kept nowhere. */
export function fetching({ cache, options }: Opened, folder: string, door: Door): Gathering<Had | Missing> {
  const fetch = imageFetcher({ ...options, signal: door.stop })
  const had = (hex: string, bytes: Buffer): Had => {
    const file = join(folder, hex.slice(0, 2), hex.slice(2))
    return { digest: `sha256:${hex}`, file, path: file, type: typeOf(bytes) ?? 'image/png', bytes: bytes.length }
  }
  const known = (path: string): Had | null => {
    const hex = cache.get(`image/${path}`)
    const file = typeof hex === 'string' ? join(folder, hex.slice(0, 2), hex.slice(2)) : ''
    if (typeof hex !== 'string' || !existsSync(file)) return null
    const bytes = readFileSync(file)
    return sha256(bytes) === hex ? had(hex, bytes) : null
  }
  return gathering<Had | Missing>(async (path, signature) => {
    const here = known(path)
    if (here !== null) return here
    const got = await fetch(path, signature)
    if ('fault' in got) return got
    if (typeOf(got.bytes) === undefined) return { fault: 'no PNG, JPEG, GIF or SVG' }
    const hex = sha256(got.bytes)
    const image = had(hex, got.bytes)
    mkdirSync(join(folder, hex.slice(0, 2)), { recursive: true })
    // two pictures of the same bytes may arrive at once
    const beside = `${image.file}.${sha256(path).slice(0, 8)}`
    writeFileSync(beside, got.bytes)
    renameSync(beside, image.file)
    cache.set(`image/${path}`, hex)
    return image
  }, atOnce)
}
