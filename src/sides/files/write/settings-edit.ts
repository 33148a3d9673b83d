import { parse } from 'yaml'
import type { Change, Fields, Kind, Resource } from '../../../model/index.ts'
import { fold, isRef, plain, splitField } from '../../../model/index.ts'
import { editYaml, type YamlEdit } from './edit-yaml.ts'
import type { Plain } from './plain.ts'
import { plainOf, writable, type Spell } from './front-matter-edit.ts'

type Path = readonly (string | number)[]

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where each entry of a settings file stands, by key; below it its children. */
function located(kind: Kind, data: unknown): Map<string, Path> {
  const found = new Map<string, Path>()
  const first = kind.natural[0] ?? ''
  const word = kind.fields[first]?.file ?? first
  const walk = (list: unknown, path: Path, above: string): void => {
    if (!Array.isArray(list)) return
    list.forEach((item: unknown, n) => {
      const name = isMap(item) ? item[word] : item
      if (typeof name !== 'string') return
      const natural = kind.key === 'natural' ? (kind.caseless === undefined ? plain(name) : fold(name)) : `${above}${plain(name)}`
      const key = isMap(item) && typeof item['key'] === 'string' ? item['key'] : natural
      found.set(key, [...path, n])
      if (isMap(item)) walk(item['children'], [...path, n, 'children'], `${key}/`)
    })
  }
  walk(data, [], '')
  return found
}

/** A settings file with entries added, changed and taken out; everything else stays as it is. */
export function editSettings(text: string, kind: Kind, changes: readonly Change[], locale: string, spell: Spell): string {
  let now = text
  for (const change of changes) {
    const data = parse(now) as unknown
    const places = located(kind, data)
    now = editYaml(now, edits(kind, change, data, places, locale, spell))
  }
  return now
}

function edits(
  kind: Kind,
  change: Change,
  data: unknown,
  places: ReadonlyMap<string, Path>,
  locale: string,
  spell: Spell,
): YamlEdit[] {
  if (change.verb === 'create') return [added(kind, change.to, data, places, spell)]
  if (change.verb === 'delete') {
    const path = places.get(change.from.key)
    return path === undefined ? [] : [{ path, value: undefined }]
  }
  if (change.verb !== 'update') return []
  const path = places.get(change.to.key)
  if (path === undefined) return []
  return entryEdits(kind, change.to.fields, change.fields, at(data, path), locale, spell).map((edit) => ({
    ...edit,
    path: [...path, ...edit.path],
  }))
}

const at = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (now, step) => (typeof now === 'object' && now !== null ? (now as Record<string | number, unknown>)[step] : undefined),
    data,
  )

/** The edits of one entry, below its own place; `now` is the entry as it is. */
export function entryEdits(
  kind: Kind,
  fields: Fields,
  names: readonly string[],
  now: unknown,
  locale: string,
  spell: Spell,
): YamlEdit[] {
  return names.flatMap((name) => {
    const [flat, other] = splitField(name)
    const word = kind.fields[flat]?.file
    const value = fields[name]
    if (word === undefined || value === undefined) return []
    const byLocale = isMap(now) && isMap(now[word])
    const path = byLocale ? [word, other ?? locale] : [other === undefined ? word : `${word}.${other}`]
    return [{ path, value: plainOf(value, spell) }]
  })
}

function added(kind: Kind, to: Resource, data: unknown, places: ReadonlyMap<string, Path>, spell: Spell): YamlEdit {
  const parent = to.fields[kind.parent ?? '']
  const above = isRef(parent) ? places.get(parent.key) : undefined
  const list: Path = above === undefined ? [] : [...above, 'children']
  const siblings = at(data, list)
  return {
    path: [...list, Array.isArray(siblings) ? siblings.length : 0],
    value: entry(kind, to, isRef(parent) ? parent.key : '', spell),
  }
}

/** A new entry: its name, a key where its place does not give that key, and whatever it has. */
export function entry(kind: Kind, to: Resource, above: string, spell: Spell): { readonly [key: string]: Plain } {
  const values: Record<string, Plain> = {}
  for (const [name, field] of writable(kind)) {
    for (const flat of [name, ...Object.keys(to.fields).filter((one) => one.startsWith(`${name}@`))]) {
      const value = to.fields[flat]
      if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue
      const locale = splitField(flat)[1]
      values[locale === undefined ? (field.file as string) : `${field.file as string}.${locale}`] = plainOf(value, spell)
    }
  }
  const name = to.fields[kind.natural[0] ?? '']
  const text = typeof name === 'string' ? plain(name) : ''
  const natural = kind.key === 'natural' ? to.key : above === '' ? text : `${above}/${text}`
  return natural === to.key ? values : { ...values, key: to.key }
}
