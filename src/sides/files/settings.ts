import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Finding, Kind } from '../../model/index.ts'
import { near, plain } from '../../model/index.ts'
import { bytesOf } from './bytes.ts'
import { decode } from './decode.ts'
import { entry, missing, naturalKey, ownChoices } from './entry.ts'
import { within } from './list.ts'
import type { Located, LocatedMap } from './located.ts'
import { isList, isMap, isScalar, pairOf, quoted } from './located.ts'
import type { Making, Raw, Said } from './making.ts'
import { odd, wrong } from './making.ts'
import { left, undecided } from './merge/left.ts'
import type { FilesOptions } from './options.ts'
import { yaml } from './yaml.ts'

export interface Settings {
  readonly makings: readonly Making[]
  readonly findings: readonly Finding[]
  /** kinds whose settings file is there */
  readonly present: ReadonlySet<string>
  /** kinds whose settings file could not be read as a whole */
  readonly unread: ReadonlySet<string>
}

const largest = 1024 * 1024
// read by a later kind; predicates decide who sees content, so they are never passed over in silence
const audienceFile = 'audiences.yaml'

/** A YAML file of the repository as located values; null where there is nothing in it. */
export function readYaml(
  repository: string,
  file: string,
  instead?: ReadonlyMap<string, string>,
): { data: Located | null; said: readonly Said[] } {
  const path = join(repository, file)
  const failed = (line: number, message: string): { data: null; said: Said[] } => ({
    data: null,
    said: [wrong('settings/yaml', line, message)],
  })
  if (!within(realpathSync(repository), realpathSync(path))) return failed(1, 'leads out of the repository; it is not read')
  const read = bytesOf(path, largest, instead?.get(file))
  if ('fault' in read) return failed(1, read.fault)
  const decoded = decode(read.bytes)
  if ('fault' in decoded) return failed(decoded.line, decoded.fault)
  const open = left(decoded.text)
  const { data, faults } = yaml(open?.mine ?? decoded.text)
  // what the markers are about is said, and not what they make of the rest
  if (open !== null) return { data, said: [undecided(open)] }
  return { data, said: faults.map((fault) => wrong('settings/yaml', fault.line, fault.message)) }
}

/** Everything the settings files say, for each kind that lives in one. */
export function settings(kinds: readonly Kind[], options: FilesOptions): Settings {
  const makings: Making[] = []
  const findings: Finding[] = []
  const present = new Set<string>()
  const unread = new Set<string>()
  const names: string[] = [audienceFile]
  for (const kind of kinds) {
    if (kind.home.in !== 'settings') continue
    names.push(kind.home.file)
    const file = posix.join(options.settings, kind.home.file)
    if (!existsSync(join(options.root, file))) continue
    present.add(kind.name)
    const { data, said } = readYaml(options.root, file, options.instead)
    const list = entries(kind, data, { file, default: options.locales.default })
    if (said.length > 0 || list === null) unread.add(kind.name)
    if (list === null && said.length === 0)
      findings.push({
        file,
        ...wrong('settings/yaml', data?.line ?? 1, `expected a list, got ${data === null ? 'nothing' : quoted(data)}`),
      })
    findings.push(...said.map((one) => ({ file, ...one })))
    for (const made of list ?? []) {
      // what stands in a file nobody finished is known, and not carried out
      makings.push(said.length > 0 ? { ...made.making, broken: true } : made.making)
      findings.push(...made.said.map((one) => ({ file, ...one })))
    }
  }
  findings.push(...audiences(options), ...strangers(options, names))
  return { makings, findings, present, unread }
}

interface Made {
  readonly making: Making
  readonly said: readonly Said[]
}
interface Place {
  readonly file: string
  readonly default: string
}

function entries(kind: Kind, data: Located | null, place: Place): Made[] | null {
  if (data === null || (isScalar(data) && data.value === null)) return []
  return isList(data) ? data.list.flatMap((one) => made(kind, one, place, [])) : null
}

// `above`: the entries this one is a child of, the nearest last
function made(kind: Kind, located: Located, place: Place, above: readonly Making[]): Made[] {
  const first = kind.natural[0] as string
  const tree = kind.home.in === 'settings' && kind.home.tree !== undefined
  const map: LocatedMap = isMap(located)
    ? located
    : { line: located.line, map: [{ key: first, line: located.line, value: located }] }
  const read = entry(kind, map, place, tree ? ['children'] : [])
  const { line } = map
  const said: Said[] = [...read.said, ...missing(kind, read, line)]
  const name = read.fields[first]
  // what has no name cannot be told apart from others; the error is said, nothing is made
  if (typeof name !== 'string' || name === '') return [{ making: nameless(kind, place, line), said }]
  const parent = above.at(-1)
  const path = plain(name)
  const natural = kind.key === 'natural' ? naturalKey(kind, path) : `${parent === undefined ? '' : `${parent.key}/`}${path}`
  if (kind.depth !== undefined && above.length >= kind.depth)
    said.push(wrong('settings/depth', line, `"${path}" is ${above.length + 1} levels deep; Intercom nests ${kind.depth}`))
  const fields: Record<string, Raw> = { ...read.fields, ...ownChoices(kind) }
  if (kind.parent !== undefined) fields[kind.parent] = parent === undefined ? null : { kind: kind.name, key: parent.key }
  const making: Making = {
    kind: kind.name,
    key: read.key ?? natural,
    fields,
    origin: { file: place.file, line, lines: read.lines },
    files: [],
    broken: said.some(({ severity }) => severity === 'error'),
    ...(read.key !== null && { keyed: true }),
    spellings: parent === undefined ? [path] : parent.spellings.map((spelling) => `${spelling}/${path}`),
  }
  return [{ making, said }, ...children(kind, map, place, [...above, making])]
}

function children(kind: Kind, map: LocatedMap, place: Place, above: readonly Making[]): Made[] {
  const pair = pairOf(map.map, 'children')
  if (pair === undefined || (isScalar(pair.value) && pair.value.value === null)) return []
  if (isList(pair.value)) return pair.value.list.flatMap((one) => made(kind, one, place, above))
  const said = [wrong('settings/children', pair.line, `children: expected a list, got ${quoted(pair.value)}`)]
  return [{ making: nameless(kind, place, pair.line), said }]
}

const nameless = (kind: Kind, place: Place, line: number): Making => ({
  kind: kind.name,
  key: '',
  fields: {},
  origin: { file: place.file, line },
  files: [],
  broken: true,
  spellings: [],
})

function audiences(options: FilesOptions): Finding[] {
  const file = posix.join(options.settings, audienceFile)
  if (!existsSync(join(options.root, file))) return []
  const { data, said } = readYaml(options.root, file, options.instead)
  const maps = data !== null && isList(data) ? data.list.filter(isMap) : []
  const predicates = maps.flatMap((map) => map.map.filter(({ key }) => key === 'predicates' || key === 'role_predicates'))
  return [
    ...said.map((one) => ({ file, ...one })),
    ...predicates.map(({ key, line }) => ({
      file,
      ...odd('settings/audiences', line, `${key}: is not applied; audiences are made in Intercom and referred to by name`),
    })),
  ]
}

function strangers(options: FilesOptions, names: readonly string[]): Finding[] {
  const folder = join(options.root, options.settings)
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const meant = names.includes(name) || !/\.ya?ml$/u.test(name) ? undefined : near(name, names)
    const message = `is not read (did you mean "${meant ?? ''}"?)`
    return meant === undefined ? [] : [{ file: posix.join(options.settings, name), ...odd('settings/unknown', 1, message) }]
  })
}
