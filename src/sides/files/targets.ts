import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { near } from '../../model/index.ts'
import type { HeadingDraft } from '../../prose/index.ts'

/** A content file as a link finds it. */
export interface Target {
  readonly kind: string
  readonly key: string
  readonly locale: string
  readonly headings: readonly HeadingDraft[]
  /** kinds without pages cannot be linked to */
  readonly hasPage: boolean
}

/** Everything a link can lead to. Paths are relative to the repository, NFC. */
export interface Targets {
  readonly repository: string
  readonly files: ReadonlyMap<string, Target>
  readonly folders: ReadonlyMap<string, { readonly kind: string; readonly key: string }>
  /** `kind:key` → locales it has */
  readonly locales: ReadonlyMap<string, ReadonlySet<string>>
  /** `kind:key@locale` → the target that holds it */
  readonly pages: ReadonlyMap<string, Target>
  /** `kind:id` → the target that has that id in its files */
  readonly ids: ReadonlyMap<string, Target>
  /** file → folder of its content root */
  readonly roots: ReadonlyMap<string, string>
  /** file name in lower case → files of that name */
  readonly names: ReadonlyMap<string, readonly string[]>
  /** folder → files directly in it */
  readonly inFolder: ReadonlyMap<string, readonly string[]>
}

const extensions = ['', '.md', '.markdown', '.MD']

/** The paths a relative or root-absolute link may mean, the likeliest first; none where it leaves the repository. */
export function candidates(path: string, file: string, targets: Targets): string[] {
  const clean = path.normalize('NFC')
  if (!clean.startsWith('/')) return [posix.join(posix.dirname(file.normalize('NFC')), clean)]
  const root = targets.roots.get(file) ?? '.'
  const folders = root === '.' ? ['.'] : ['.', ...root.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'))].reverse()
  return folders.map((folder) => posix.join(folder, clean))
}

/** The file or folder of content at one of some paths. */
export function lookUp(paths: readonly string[], targets: Targets): Target | { kind: string; key: string } | undefined {
  for (const path of paths) {
    const bare = path.replace(/\/+$/u, '')
    for (const extension of path.endsWith('/') ? [] : extensions) {
      const found = targets.files.get(bare + extension)
      if (found !== undefined) return found
    }
    const folder = targets.folders.get(bare)
    if (folder !== undefined) return folder
  }
  return undefined
}

/** The file in the repository that stands at one of some paths though it is no content. */
export const standsThere = (paths: readonly string[], targets: Targets): string | undefined =>
  paths.find((path) => !path.startsWith('..') && existsSync(join(targets.repository, path)))

/** A path as the author of a file would write it, to the file most likely meant: one of the same name, else a near name in that folder. */
export function suggestion(path: string, file: string, targets: Targets): string | undefined {
  const base = posix.basename(path).toLowerCase()
  const same = extensions.flatMap((extension) => targets.names.get(base + extension) ?? [])[0]
  const there = targets.inFolder.get(posix.dirname(path)) ?? []
  const stem = (name: string): string => name.replace(/\.(?:md|markdown)$/iu, '')
  const meant = near(
    stem(base),
    there.map((one) => stem(posix.basename(one))),
  )
  const found = same ?? there.find((one) => stem(posix.basename(one)) === meant)
  return found === undefined ? undefined : posix.relative(posix.dirname(file.normalize('NFC')), found)
}
