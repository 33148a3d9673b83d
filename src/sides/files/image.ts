import { existsSync, realpathSync } from 'node:fs'
import { join, posix } from 'node:path'
import { sha256 } from '../../model/index.ts'
import { bytesOf } from './bytes.ts'
import { within } from './list.ts'
import type { LocalImage } from './options.ts'

/** A local image read once a path: its digest and what it is, or what is wrong with it. */
export type Loaded = { readonly digest: string; readonly image: LocalImage } | { readonly fault: string }

// a reading of a whole repository must not be stopped by one file
const largest = 50 * 1024 * 1024

/** The image at a path of the repository, which must not lead out of the given folders (absolute). */
export function load(repository: string, path: string, homes: readonly string[]): Loaded {
  const file = join(repository, path)
  if (!existsSync(file)) return { fault: `there is no ${path}` }
  const real = realpathSync(file)
  if (!homes.some((home) => within(home, real))) return { fault: `${path} leads out of the repository` }
  const read = bytesOf(real, largest)
  if ('fault' in read) return { fault: `${path}: ${read.fault}` }
  const { bytes } = read
  const type = typeOf(bytes)
  if (type === undefined)
    return { fault: `${path}: expected PNG, JPEG, GIF or SVG, got ${posix.extname(path) || 'something'} with other content` }
  return { digest: `sha256:${sha256(bytes)}`, image: { file, path, type, bytes: bytes.length } }
}

/** The media type Intercom takes (INTERCOM.md §3: PNG, JPEG, GIF, SVG), told by content and not by name. */
export function typeOf(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 8).toString('latin1')
  if (head === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'image/gif'
  const text = bytes
    .subarray(0, 4096)
    .toString('utf8')
    .replace(/^\uFEFF/u, '')
    .trimStart()
  return /^(?:<\?xml[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>|\s)*<svg[\s>]/u.test(text) ? 'image/svg+xml' : undefined
}
