import { posix } from 'node:path'
import type { Field, Kind, Resource } from '../../../model/index.ts'
import { at, isRefs } from '../../../model/index.ts'
import type { FilesRead } from '../files.ts'
import { unfiled } from '../fin/words.ts'
import { layouts, type LayoutName } from '../layout/index.ts'

/** One text on its way from one layout to another. Files are relative to the root. */
export interface Move {
  readonly kind: Kind
  readonly resource: Resource
  /** the locale of the text */
  readonly locale: string
  /** the text others are translations of, or the only one */
  readonly main: boolean
  readonly from: string
  readonly to: string
  /** the key, where the new place does not give it */
  readonly key: string | null
  /** the folders of its collections; null: the files say nothing of them */
  readonly shelves: readonly string[] | null
  /** whether its new place says the same collections */
  readonly shelved: boolean
}

const shelfField = (kind: Kind): string | undefined => {
  const shelf = kind.home.in === 'content' ? kind.home.directories : undefined
  return Object.entries<Field>(kind.fields).find(([, one]) => one.is === 'refs' && one.to === shelf)?.[0]
}

/** Where every text of the files goes in another layout: where it stands, unless that place would file it elsewhere. */
export function placing(
  { resources, places, paths }: FilesRead,
  kinds: readonly Kind[],
  main: string,
  from: LayoutName,
  to: LayoutName,
  roots: Readonly<Record<string, string>>,
): Move[] {
  const texts = new Map<string, { file: string; locale: string }[]>()
  for (const [place, file] of places.pages) {
    const cut = place.lastIndexOf('@')
    texts.set(place.slice(0, cut), [...(texts.get(place.slice(0, cut)) ?? []), { file, locale: place.slice(cut + 1) }])
  }
  const taken = new Set<string>()
  return kinds.flatMap((kind) => {
    const root = kind.home.in === 'content' ? roots[kind.home.root] : undefined
    if (root === undefined) return []
    const mine = resources.filter((one) => one.kind === kind.name && texts.has(at(one)))
    return mine.flatMap((resource): Move[] => {
      const own = texts.get(at(resource)) ?? []
      const first = own.find(({ locale }) => locale === main) ?? own[0]
      if (first === undefined) return []
      const shelves = shelvesOf(kind, resource, places)
      const stem = kind.oneLocale === undefined ? resource.key : resource.key.slice(0, resource.key.lastIndexOf('@'))
      const base = baseOf(kind, paths.get(first.file) ?? stem, stem, first.locale === main ? undefined : first.locale, to)
      const wanted = placed(base, stem, shelves, from, to)
      const apart = kind.oneLocale === undefined ? '' : first.locale
      const path = free(`${root}/${wanted}`, layouts[to].common === undefined ? apart : '', taken).slice(root.length + 1)
      return own.map(({ file, locale }) => ({
        kind,
        resource,
        locale,
        main: locale === first.locale,
        from: file,
        to: posix.join(root, layouts[to].file(path, main, locale === main ? undefined : locale)),
        key: path === stem || locale !== first.locale ? null : stem,
        shelves,
        shelved: shelves === null || (shelves.length === 1 && shelves[0] === posix.dirname(path)),
      }))
    })
  })
}

function shelvesOf(kind: Kind, { fields }: Resource, places: FilesRead['places']): readonly string[] | null {
  const refs = fields[shelfField(kind) ?? '']
  return isRefs(refs) ? refs.map((ref) => places.shelves.get(at(ref)) ?? ref.key) : null
}

// in Intercom's layout a folder holds one locale of what has one; elsewhere they stand side by side under the name they share
function baseOf({ oneLocale }: Kind, path: string, stem: string, locale: string | undefined, to: LayoutName): string {
  if (oneLocale === undefined) return path
  if (layouts[to].common === undefined) return stem
  return locale === undefined || path.endsWith(`-${locale}`) ? path : `${path}-${locale}`
}

function placed(path: string, stem: string, shelves: readonly string[] | null, from: LayoutName, to: LayoutName): string {
  const [folder, name] = [posix.dirname(path), posix.basename(path)]
  const [here, there] = [layouts[from].common !== undefined, layouts[to].common !== undefined]
  if (here === there) return path
  // where nothing is said, a folder of another layout would say something
  if (shelves === null) return there || folder === '.' ? path : name
  if (shelves.includes(folder)) return path
  const [first] = shelves
  if (there) return posix.join(first ?? unfiled, name)
  // its front matter says its collections, so it may stand where its key says
  return stem.startsWith(`${unfiled}/`) ? name : stem
}

// file systems may take names of other case for the same
function free(path: string, apart: string, taken: Set<string>): string {
  const spelled = (n: number): string => (n === 1 ? path : `${path}-${n}`)
  const mark = (n: number): string => `${spelled(n)} ${apart}`.normalize('NFKC').toLowerCase()
  let n = 1
  while (taken.has(mark(n))) n += 1
  taken.add(mark(n))
  return spelled(n)
}
