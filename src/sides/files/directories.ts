import { posix } from 'node:path'
import type { Finding, Kind } from '../../model/index.ts'
import { fieldIn } from '../../model/index.ts'
import { entry } from './entry.ts'
import type { Place } from './list.ts'
import { isMap, quoted } from './located.ts'
import type { Making, Raw } from './making.ts'
import { wrong } from './making.ts'
import type { FilesOptions } from './options.ts'
import { readYaml } from './settings.ts'

export interface Directories {
  readonly makings: readonly Making[]
  readonly findings: readonly Finding[]
  /** folder below the content root → key */
  readonly keys: ReadonlyMap<string, string>
}

/**
 * The folders of a content root that have content files below them, as resources of `kind` (folders of articles are collections). `listed` are those a settings file
 * lists already, by key: such a folder only refers to its entry.
 */
export function directories(
  kind: Kind,
  places: readonly Place[],
  shelves: readonly Place[],
  listed: ReadonlyMap<string, Making>,
  options: FilesOptions,
): Directories {
  const findings: Finding[] = []
  const folders = new Map<string, Place>()
  for (const place of places) for (const folder of above(place.path)) if (!folders.has(folder)) folders.set(folder, place)
  const read = new Map<string, Shelf>()
  for (const shelf of shelves) {
    if (!folders.has(shelf.path)) continue
    const found = readShelf(kind, shelf, options)
    findings.push(...found.findings)
    const before = read.get(shelf.path)
    read.set(shelf.path, before === undefined ? found : joined(before, found))
  }
  const keys = new Map([...folders.keys()].map((folder) => [folder, read.get(folder)?.key ?? folder]))
  const makings: Making[] = []
  for (const [folder, inside] of [...folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const shelf = read.get(folder)
    const key = keys.get(folder) as string
    if (shelf === undefined && listed.has(key)) continue
    const place = shelf?.origin.file ?? inside.file
    const depth = folder.split('/').length
    const deep = kind.depth !== undefined && depth > kind.depth
    if (deep)
      findings.push({
        file: place,
        ...wrong(
          'files/depth',
          1,
          `"${folder}" is a collection ${depth} levels deep; Intercom nests ${kind.depth}. Move its files up`,
        ),
      })
    const name = kind.natural[0] as string
    makings.push({
      kind: kind.name,
      key,
      fields: {
        [name]: readable(posix.basename(folder)),
        ...shelf?.fields,
        ...(kind.parent !== undefined && { [kind.parent]: parent(kind, folder, keys) }),
      },
      origin: shelf?.origin ?? { file: folderOf(inside, folder), line: 1 },
      files: shelf?.files ?? [],
      broken: deep,
      spellings: [folder],
      ...(shelf?.key != null && { keyed: true }),
    })
  }
  return { makings, findings, keys }
}

interface Shelf {
  readonly key: string | null
  readonly fields: Readonly<Record<string, Raw>>
  readonly origin: Making['origin']
  readonly files: readonly string[]
  readonly findings: readonly Finding[]
}

function readShelf(kind: Kind, shelf: Place, options: FilesOptions): Shelf {
  const { file, said } = shelf
  const locale = said === null || said === options.locales.default ? undefined : said
  const { data, said: faults } = readYaml(options.root, file, options.instead)
  const nothing = { key: null, fields: {}, origin: { file, line: 1 }, files: [file] }
  if (data === null) return { ...nothing, findings: faults.map((one) => ({ file, ...one })) }
  if (!isMap(data)) {
    const fault = wrong('settings/yaml', data.line, `expected "key: value" lines, got ${quoted(data)}`)
    return { ...nothing, findings: [{ file, ...fault }] }
  }
  const read = entry(kind, data, { file, default: options.locales.default, ...(locale !== undefined && { locale }) }, [])
  const name = kind.natural[0] as string
  const flat = fieldIn(name, locale)
  const empty =
    read.fields[flat] === '' ? [wrong(`settings/${name}`, read.lines[flat] ?? 1, `${name}: expected text, got nothing`)] : []
  return {
    key: read.key,
    fields: read.fields,
    origin: { file, line: 1, lines: read.lines },
    files: [file],
    findings: [...faults, ...read.said, ...empty].map((one) => ({ file, ...one })),
  }
}

const joined = (a: Shelf, b: Shelf): Shelf => ({
  key: a.key ?? b.key,
  fields: { ...b.fields, ...a.fields },
  origin: a.origin,
  files: [...a.files, ...b.files],
  findings: [],
})

function above(path: string): string[] {
  const folders: string[] = []
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) folders.push(folder)
  return folders
}

function parent(kind: Kind, folder: string, keys: ReadonlyMap<string, string>): Raw {
  const key = keys.get(posix.dirname(folder))
  return key === undefined ? null : { kind: kind.name, key }
}

// the folder of a file that is somewhere below it, as it is written on disk
function folderOf(inside: Place, folder: string): string {
  const up = inside.path.split('/').length - folder.split('/').length
  return inside.file.split('/').slice(0, -up).join('/')
}

/** A folder name as people read it: `getting-started` is "Getting started"; one with capitals or spaces stays. */
export function readable(name: string): string {
  if (!/^[\p{Ll}\p{N}]+(?:[-_][\p{Ll}\p{N}]+)*$/u.test(name)) return name
  const words = name.replaceAll(/[-_]/gu, ' ')
  return (words[0] as string).toUpperCase() + words.slice(1)
}
