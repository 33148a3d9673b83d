import type { Finding, Kind, Ref, Resource } from '../../model/index.ts'
import { hint } from '../../model/index.ts'
import { naturalKey } from './entry.ts'
import type { Making, Names } from './making.ts'
import { wrong } from './making.ts'

/** What names in files can refer to. */
export interface Known {
  readonly kinds: ReadonlyMap<string, Kind>
  /** kind → key or another spelling → key */
  readonly keys: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** kind → folder of a content root → key */
  readonly folders: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** kinds whose settings file is there */
  readonly listed: ReadonlySet<string>
  /** kinds whose settings file could not be read: what is missing in it is nobody's fault but its own */
  readonly unread: ReadonlySet<string>
}

/** Every spelling of every resource; a key beats another resource's spelling. */
export function spellings(makings: readonly Making[]): Map<string, Map<string, string>> {
  const all = new Map<string, Map<string, string>>()
  const of = (kind: string): Map<string, string> => {
    const known = all.get(kind) ?? new Map<string, string>()
    all.set(kind, known)
    return known
  }
  for (const { kind, key } of makings) if (key !== '') of(kind).set(key, key)
  for (const { kind, key, spellings } of makings)
    for (const spelling of spellings) if (!of(kind).has(spelling)) of(kind).set(spelling, key)
  return all
}

export interface Referred {
  readonly refs: readonly Ref[]
  readonly findings: readonly Finding[]
  /** a name led nowhere */
  readonly lost: boolean
  /** resources only mentioned here */
  readonly mentions: readonly Resource[]
}

/**
 * The references that names of a file stand for. What lives in files must be there; what a workspace alone knows (authors, audiences) is taken as it is; what is made by
 * being mentioned is made, unless a settings file lists what there may be.
 */
export function refer(names: Names, known: Known): Referred {
  const kind = known.kinds.get(names.to)
  if (kind === undefined) throw new Error(`a field refers to ${names.to}, which is no kind`)
  const refs = new Map<string, Ref>()
  const findings: Finding[] = []
  const mentions: Resource[] = []
  let lost = false
  const keys = known.keys.get(kind.name) ?? new Map<string, string>()
  for (const { text, line } of names.names) {
    const key = keyFor(kind, text, names, known, keys)
    const free = kind.key === 'natural' && (kind.home.in === 'nowhere' || !known.listed.has(kind.name))
    if (key === undefined && !free) {
      lost = true
      if (!known.unread.has(kind.name))
        findings.push({ file: names.file, ...wrong(`refs/${kind.name}`, line, unknown(kind, text, keys, known)) })
      continue
    }
    const found = key ?? naturalKey(kind, text)
    refs.set(found, { kind: kind.name, key: found })
    if (kind.mention !== undefined && !known.listed.has(kind.name))
      mentions.push({
        kind: kind.name,
        key: found,
        fields: { [kind.natural[0] as string]: text },
        origin: { file: names.file, line },
        mention: true,
      })
  }
  return { refs: [...refs.values()], findings, lost, mentions }
}

function keyFor(kind: Kind, text: string, names: Names, known: Known, keys: ReadonlyMap<string, string>): string | undefined {
  if (names.folders === true) return known.folders.get(kind.name)?.get(text)
  if (kind.key === 'natural') return keys.get(naturalKey(kind, text))
  return keys.get(text.normalize('NFC').replace(/^\/+|\/+$/gu, ''))
}

function unknown(kind: Kind, text: string, keys: ReadonlyMap<string, string>, known: Known): string {
  const file = kind.home.in === 'settings' ? kind.home.file : 'the files'
  const absent = kind.home.in === 'settings' && kind.home.directories === undefined && !known.listed.has(kind.name)
  if (absent) return `${kind.name} "${text}": there is no ${file} to list it; add that file with this ${kind.name}`
  const directory = kind.home.in === 'settings' && kind.home.directories !== undefined ? 'is no directory with content, and ' : ''
  return `${kind.name} "${text}" ${directory}is not in ${file}${hint(text, keys.keys())}`
}
