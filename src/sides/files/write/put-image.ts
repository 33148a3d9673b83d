import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { sha256, Stop } from '../../../model/index.ts'
import { typeOf } from '../image.ts'
import { within } from '../list.ts'
import type { LocalImage } from '../options.ts'
import { fileName, folded } from './file-name.ts'

/** An image as it stands in the files now, or why its bytes are none the files can hold. */
export type Kept = { readonly digest: string; readonly image: LocalImage } | { readonly fault: string }

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/svg+xml': 'svg',
}

/** Keeps images in a folder: `title` is what the file may be called after. */
export type ImageKeeper = (title: string, bytes: Buffer) => Kept

/**
 * Writes images into a folder (relative to the root), one file for the same bytes. A file that is there and has them is taken as it is; one of
 * other bytes keeps its name, and the new one is told apart by the beginning of its digest. `here` are the images the files show already, by digest.
 * Throws Stop 65 where the folder leads out of the root.
 */
export function imageKeeper(root: string, folder: string, here: ReadonlyMap<string, LocalImage>): ImageKeeper {
  const there = namesIn(join(root, folder))
  const kept = new Map(here)
  return (title, bytes) => {
    const type = typeOf(bytes)
    const extension = extensions[type ?? '']
    if (type === undefined || extension === undefined) return { fault: 'neither PNG, JPEG, GIF nor SVG' }
    const hex = sha256(bytes)
    const digest = `sha256:${hex}`
    const known = kept.get(digest)
    if (known !== undefined) return { digest, image: known }
    const stem = fileName(title, new Set())
    for (const name of [stem, `${stem}-${hex.slice(0, 8)}`, `${stem}-${hex}`].map((one) => `${one}.${extension}`)) {
      const found = there.get(folded(name))
      const path = posix.join(folder, found ?? name)
      const image = { file: join(root, path), path, type, bytes: bytes.length }
      if (found === undefined) write(root, image.file, bytes)
      else if (!holds(image.file, bytes)) continue
      there.set(folded(name), found ?? name)
      kept.set(digest, image)
      return { digest, image }
    }
    return { fault: `${posix.join(folder, stem)}-${hex}.${extension} is in the way` }
  }
}

const namesIn = (folder: string): Map<string, string> =>
  new Map(existsSync(folder) ? readdirSync(folder).map((name) => [folded(name), name]) : [])

const holds = (file: string, bytes: Buffer): boolean => {
  const found = statSync(file)
  return found.isFile() && found.size === bytes.length && readFileSync(file).equals(bytes)
}

function write(root: string, file: string, bytes: Buffer): void {
  const folder = dirname(file)
  let above = folder
  while (!existsSync(above)) above = dirname(above)
  if (!within(realpathSync(root), realpathSync(above)))
    throw new Stop(65, `${folder}: leads out of the repository; nothing was written`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${file}.new`, bytes)
  renameSync(`${file}.new`, file)
}
