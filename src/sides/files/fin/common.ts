import { posix } from 'node:path'
import type { Kind } from '../../../model/index.ts'
import { plain } from '../../../model/index.ts'
import { isScalar, pairOf, written } from '../located.ts'
import type { Meta } from './meta.ts'
import { unfiled } from './words.ts'

/** What a `meta.yaml` says for all texts of its folder. */
export interface Common {
  readonly file: string
  /** the paths of its collections with their lines; `folder`: where it stands; `elsewhere`: in other help centers only, which is not ours to change */
  readonly filed: readonly { readonly text: string; readonly line: number }[] | 'folder' | 'elsewhere'
  /** the paths of its collections in other help centers */
  readonly foreign: readonly string[]
  /** the one locale of what has one, as it is written */
  readonly locale: string | null
  readonly pinned: string | null
}

/** The help center most articles are filed in, the smallest of several such; null where none is named. One workspace of ours has one. */
export function homeOf(metas: readonly Meta[]): string | null {
  const counts = new Map<string, number>()
  for (const { filed } of metas)
    for (const { helpCenter } of filed ?? []) if (helpCenter !== null) counts.set(helpCenter, (counts.get(helpCenter) ?? 0) + 1)
  const [first] = [...counts].sort(([a, some], [b, others]) => others - some || (a < b ? -1 : 1))
  return first?.[0] ?? null
}

/** What one `meta.yaml` says, in terms of ours. */
export function commonOf(meta: Meta, home: string | null): Common {
  const locale = pairOf(meta.pairs, 'locale')?.value
  return {
    file: meta.file,
    filed: filedOf(meta, home),
    foreign: (meta.filed ?? []).filter(({ helpCenter }) => helpCenter !== null && helpCenter !== home).map(({ path }) => path),
    locale: locale !== undefined && isScalar(locale) ? plain(written(locale)) : null,
    pinned: meta.id,
  }
}

function filedOf({ kind, filed }: Meta, home: string | null): Common['filed'] {
  if (filed === null || kind.home.in !== 'content' || kind.home.directories === undefined) return 'folder'
  const ours = filed.filter(({ helpCenter }) => helpCenter === null || helpCenter === home)
  if (ours.length === 0 && filed.length > 0) return 'elsewhere'
  return ours.filter(({ path }) => path !== unfiled).map(({ path, line }) => ({ text: path, line }))
}

/** The folders that are shelves of what stands at a path. */
export function shelvesAt(path: string, common: Common | undefined): readonly string[] {
  const filed = common?.filed ?? 'folder'
  if (filed === 'elsewhere') return []
  if (filed !== 'folder') return filed.map(({ text }) => text)
  const folder = posix.dirname(path)
  return folder === '.' || folder === unfiled ? [] : [folder]
}

/** The folders that are shelves because something stands in them or is filed there. */
export function foldersAt(path: string, common: Common | undefined): readonly string[] {
  const folder = posix.dirname(path)
  const own = folder === '.' || folder === unfiled || common?.foreign.includes(folder) === true ? [] : [folder]
  return [...new Set([...shelvesAt(path, common), ...own])]
}

/** The metas of a kind by the path of their folder. */
export const byPath = (metas: readonly Meta[], kind: Kind, home: string | null): ReadonlyMap<string, Common> =>
  new Map(metas.filter((meta) => meta.kind === kind).map((meta) => [meta.path, commonOf(meta, home)]))
