import { posix } from 'node:path'
import type { Finding, Kind } from '../../../model/index.ts'
import { metaFile } from '../layout/fin-as-code.ts'
import type { Listing } from '../list.ts'
import { wrong } from '../making.ts'
import type { FilesOptions } from '../options.ts'
import type { Root } from '../roots.ts'
import type { Page } from '../sheet.ts'
import { byPath, homeOf, type Common } from './common.ts'
import { readMeta, type Meta } from './meta.ts'
import { notes } from './notes.ts'
import { traps } from './traps.ts'

export { foldersAt, type Common } from './common.ts'
export { unsaidLayout } from './notes.ts'
export { oddLocales } from './odd-locales.ts'
export * as words from './words.ts'

/** What the files beside the texts say. */
export interface Commons {
  of(kind: Kind): ReadonlyMap<string, Common>
  readonly findings: readonly Finding[]
  /** the help center most of them name; null where none does */
  readonly home: string | null
}

/** Nothing beside the texts, as in all layouts but Intercom's own. */
export const noCommons: Commons = { of: () => new Map(), findings: [], home: null }

const misnamed = /^meta\.yml$/iu

/** Reads every `meta.yaml` of some content roots and says what is odd about them and their texts. */
export function commonsOf(
  listings: readonly { readonly root: Root; readonly listing: Listing }[],
  pages: readonly Page[],
  options: FilesOptions,
): Commons {
  const metas = listings.flatMap(({ root, listing }) => listing.beside.flatMap((path) => metaAt(root, path, options) ?? []))
  const home = homeOf(metas)
  const known = new Map([...new Set(metas.map(({ kind }) => kind))].map((kind) => [kind, byPath(metas, kind, home)]))
  return {
    home,
    of: (kind) => known.get(kind) ?? new Map<string, Common>(),
    findings: [
      ...metas.flatMap(({ file, said }) => said.map((one) => ({ file, ...one }))),
      ...traps(
        metas,
        pages,
        listings.map(({ listing }) => listing),
        home,
        options,
      ),
      ...notes(metas, pages, options),
    ],
  }
}

function metaAt({ kind, folder }: Root, below: string, { root, instead }: FilesOptions): Meta | null {
  const name = posix.basename(below)
  const file = posix.join(folder, below)
  const path = posix.dirname(below.normalize('NFC'))
  if (path === '.') return null
  if (name === metaFile) return readMeta(kind, root, file, path, instead)
  if (!misnamed.test(name)) return null
  const says = `expected ${metaFile} as its name, got ${name}: Intercom does not read it, nor is it read here; rename it`
  return { kind, file, path, pairs: [], id: null, filed: null, said: [wrong('fin/meta', 1, says)] }
}
