import { copyFileSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fastGlob from 'fast-glob'
import type { Resource } from '../../model/index.ts'
import { at, stable } from '../../model/index.ts'
import { files, type Converted, type FilesOptions, type FilesWorld, type Target } from '../../sides/files/index.ts'

/** Writes converted files below a folder, with the images, settings and ignore rules they need to be read there. */
export function lay(folder: string, { texts, copies }: Converted, world: FilesWorld, { root, settings }: FilesOptions): void {
  const taken = new Set(copies.values())
  const images = [...world.images.values()].map(({ path }) => path).filter((path) => !taken.has(path))
  const beside = [...fastGlob.sync(`${settings}/**/*`, { cwd: root, followSymbolicLinks: false }), '.syncignore', ...images]
  for (const file of beside) if (existsSync(join(root, file))) link(join(root, file), join(folder, file))
  for (const [to, from] of copies) link(join(root, from), join(folder, to))
  for (const [file, text] of texts) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
}

function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  if (existsSync(to)) return
  try {
    linkSync(from, to)
  } catch (error) {
    // another file system, or one without links
    if (!(error instanceof Error && 'code' in error)) throw error
    copyFileSync(from, to)
  }
}

/** What converted files, read again from a folder of their own, say otherwise than the files they come from. The folder is gone afterwards. */
export async function proof(
  folder: string,
  done: Converted,
  before: FilesWorld,
  options: FilesOptions,
  target: Target,
  pinned: boolean,
): Promise<readonly string[]> {
  try {
    lay(folder, done, before, options)
    const after = await files({
      ...plain(options),
      root: folder,
      content: target.content,
      locales: { ...options.locales, layout: target.layout },
      ...(pinned ? { ids: 'front-matter' as const } : {}),
    }).read()
    return differences(before.resources, after.resources)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const saying = ({ fields, mention, broken, pinned }: Resource): string =>
  stable([fields, mention ?? false, broken ?? false, pinned ?? null])

function differences(before: readonly Resource[], after: readonly Resource[]): string[] {
  const [mine, theirs] = [before, after].map((all) => new Map(all.map((one) => [at(one), one]))) as [
    Map<string, Resource>,
    Map<string, Resource>,
  ]
  return [...new Set([...mine.keys(), ...theirs.keys()])].sort().flatMap((name) => {
    const [one, other] = [mine.get(name), theirs.get(name)]
    if (one === undefined || other === undefined) return [`${name}: ${one === undefined ? 'would be new' : 'would be gone'}`]
    if (saying(one) === saying(other)) return []
    const fields = [...new Set([...Object.keys(one.fields), ...Object.keys(other.fields)])].filter(
      (field) => stable([one.fields[field]]) !== stable([other.fields[field]]),
    )
    return [`${name}: ${fields.length > 0 ? fields.join(', ') : 'what is wrong with it'} would change`]
  })
}

/** Whether a file holds a text already. */
export const holds = (path: string, text: string): boolean => existsSync(path) && readFileSync(path, 'utf8') === text

// an id in front matter counts afterwards where it did before, or where it comes from meta.yaml
const plain = ({ root, content, settings, locales, links, cache }: FilesOptions): FilesOptions => ({
  root,
  content,
  settings,
  locales,
  links,
  cache,
})
