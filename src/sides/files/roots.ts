import { existsSync, readdirSync } from 'node:fs'
import { isAbsolute, join, posix, relative } from 'node:path'
import type { Kind } from '../../model/index.ts'
import { localeOf } from './locales.ts'
import type { FilesOptions } from './options.ts'

/** One folder that holds content of a kind; `locale` where the folder itself says it. Relative to the repository, with /. */
export interface Root {
  readonly kind: Kind
  readonly folder: string
  readonly locale: string | null
}

/** The content folders that are there: one a kind, or one a kind and locale where a root holds `{locale}`. */
export function roots(kinds: readonly Kind[], options: FilesOptions): readonly Root[] {
  return kinds.flatMap((kind) => {
    if (kind.home.in !== 'content') return []
    const root = options.content[kind.home.root]
    if (root === undefined) return []
    return expand(root, options.root)
      .filter(({ folder }) => existsSync(join(options.root, folder)))
      .map((found) => ({ kind, ...found }))
  })
}

function expand(root: string, repository: string): { folder: string; locale: string | null }[] {
  const below = isAbsolute(root) ? relative(repository, root) : root
  const pattern = posix.normalize(below.replaceAll('\\', '/')).replace(/\/$/u, '')
  const cut = pattern.indexOf('{locale}')
  if (cut < 0) return [{ folder: pattern, locale: null }]
  const before = pattern.slice(0, cut)
  const parent = posix.dirname(`${before}x`)
  if (!existsSync(join(repository, parent))) return []
  const head = before.slice(before.lastIndexOf('/') + 1)
  const tail = pattern.slice(cut + '{locale}'.length)
  const segmentTail = tail.split('/')[0] as string
  return readdirSync(join(repository, parent)).flatMap((name) => {
    if (!name.startsWith(head) || !name.endsWith(segmentTail)) return []
    const locale = localeOf(name.slice(head.length, name.length - segmentTail.length))
    const folder = posix.join(parent, name, ...tail.split('/').slice(1))
    return locale === undefined ? [] : [{ folder, locale }]
  })
}
