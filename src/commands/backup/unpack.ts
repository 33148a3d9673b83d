import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { z } from 'zod'
import { sha256, Stop } from '../../model/index.ts'
import { manifestSchema, objectSchema, type Manifest, type Stored } from './manifest.ts'
import { sums } from './pack.ts'

/** A backup as it was read. */
export interface Unpacked {
  readonly folder: string
  readonly manifest: Manifest
  readonly objects: readonly Stored[]
}

const damaged = (path: string, says: string): Stop =>
  new Stop(65, `${path}: ${says}. Nothing was written. Take another copy of the backup`)

/** Reads a backup, every file of it held against its checksum. Throws Stop 64 for what is none, 65 for a damaged or newer one. */
export function unpack(folder: string): Unpacked {
  const list = join(folder, sums)
  if (!existsSync(list)) throw new Stop(64, `${folder}: expected a folder or a .tar.gz made by backup, with ${sums} in it`)
  const named = new Map<string, string>()
  for (const line of readFileSync(list, 'utf8').split('\n').filter(Boolean)) {
    const [, sum, path] = /^([0-9a-f]{64}) {2}(.+)$/u.exec(line) ?? []
    if (sum === undefined || path === undefined || posix.isAbsolute(path) || path.split('/').includes('..'))
      throw damaged(list, `expected a checksum and a path, got "${line.slice(0, 80)}"`)
    named.set(path, sum)
  }
  const at = (path: string): string => join(folder, ...path.split('/'))
  const missing = [...named.keys()].filter((path) => !existsSync(at(path)))
  if (missing.length > 0) throw damaged(folder, `not there any more: ${listed(missing)}`)
  // the texts in files/ as well: who edited one there would wait for it in vain
  const altered = [...named].filter(([path, sum]) => sha256(readFileSync(at(path))) !== sum)
  if (altered.length > 0) throw damaged(folder, `not as when the backup was made: ${listed(altered.map(([path]) => path))}`)
  const read = (path: string): Buffer => {
    if (!named.has(path)) throw damaged(at(path), `expected in ${sums}`)
    return readFileSync(at(path))
  }
  const manifest = expecting(
    manifestSchema,
    parsed(read('manifest.json').toString('utf8'), folder),
    join(folder, 'manifest.json'),
  )
  const objects = [...named.keys()]
    .filter((path) => path.startsWith('objects/'))
    .flatMap((path) =>
      read(path)
        .toString('utf8')
        .split('\n')
        .filter(Boolean)
        .map((line, n) => expecting(objectSchema, parsed(line, path), `${join(folder, path)}:${n + 1}`)),
    )
  const unlisted = Object.values(manifest.images).flatMap(({ file }) => (named.has(file) ? [] : [file]))
  if (unlisted.length > 0) throw damaged(list, `expected ${listed(unlisted)} in it`)
  return { folder, manifest, objects }
}

const shown = 5

/** Files by name, as many as one reads: the others by number. */
const listed = (paths: readonly string[]): string =>
  paths.length <= shown ? paths.join(', ') : `${paths.slice(0, shown).join(', ')} and ${paths.length - shown} more`

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw damaged(path, 'expected JSON')
  }
}

function expecting<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const newer = typeof value === 'object' && value !== null && 'version' in value && Number(value.version) > 2
  if (newer) throw new Stop(65, `${path}: made by a newer content-sync; update it to restore this backup`)
  throw damaged(path, read.error.issues[0]?.message ?? 'not as described')
}
