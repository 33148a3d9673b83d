import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import fastGlob from 'fast-glob'
import type { Kind } from '../../../model/index.ts'
import { layouts, type LayoutName } from '../layout/index.ts'
import { localeOf } from '../locales.ts'
import type { FilesOptions } from '../options.ts'
import { roots } from '../roots.ts'

/** A file that says of its folder what it is, on its way to another layout. */
export interface ShelfFile {
  readonly from: string
  readonly to: string
  readonly text: string
}

/** `_collection.yaml` and its like, in the places another layout has for them. */
export function shelfFiles(
  kinds: readonly Kind[],
  options: FilesOptions,
  to: LayoutName,
  targets: Readonly<Record<string, string>>,
): ShelfFile[] {
  const main = options.locales.default
  return roots(kinds, options).flatMap(({ kind, folder, locale }) => {
    const target = kind.home.in === 'content' ? targets[kind.home.root] : undefined
    const shelf = kind.home.in === 'content' ? kind.home.directories : undefined
    if (target === undefined || shelf === undefined) return []
    const found = fastGlob.sync(`**/_${shelf}{,.*}.{yaml,yml}`, { cwd: join(options.root, folder), followSymbolicLinks: false })
    return found.sort().map((path) => {
      const told = layouts[options.locales.layout].folder(posix.dirname(path), locale)
      const word = /^_[a-z]+\.([A-Za-z-]+)\.ya?ml$/u.exec(posix.basename(path))?.[1]
      const said = (word === undefined ? undefined : localeOf(word)) ?? told.said ?? locale
      const other = said === null || said === main ? undefined : said
      const file = layouts[to].shelf(told.path, shelf, main, other)
      return {
        from: posix.join(folder, path),
        to: posix.join(target, file),
        text: readFileSync(join(options.root, folder, path), 'utf8'),
      }
    })
  })
}
