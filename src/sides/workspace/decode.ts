import type { Field, Kind, Prose, Ref, Resource, Stamp, Value } from '../../model/index.ts'
import { fieldIn } from '../../model/index.ts'
import type { Item } from './schema.ts'
import { pathOf } from './schema.ts'

/** What reading an object takes: the config's default locale, and how a body becomes prose. */
export interface Decoding {
  readonly locale: string
  readonly body: (body: string, as: 'html' | 'markdown') => Prose
}

/** One object as a resource under `@<id>`: flat fields, references as `@<id>`; what the answer leaves out is left out. */
export function decode(kind: Kind, item: Item, how: Decoding): Resource {
  const fields: Record<string, Value> = {}
  const main = typeof item['default_locale'] === 'string' ? item['default_locale'] : how.locale
  const root = localeIn(main, how)
  for (const [name, field] of Object.entries(kind.fields)) {
    put(fields, fieldIn(name, field.perLocale === true ? root : undefined), field, item, how)
  }
  for (const [locale, values] of translations(kind, item)) {
    for (const [name, field] of Object.entries(kind.fields)) {
      // what is one for all locales is told by the default one, where the root is silent (audience_ids)
      if (field.perLocale === true) put(fields, fieldIn(name, localeIn(locale, how)), field, values, how)
      else if (locale === main) put(fields, name, field, values, how)
    }
  }
  return { kind: kind.name, key: `@${item.id}`, fields, stamp: stampOf(kind, item, root, how) }
}

const localeIn = (locale: string, how: Decoding): string | undefined => (locale === how.locale ? undefined : locale)

type Record_ = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Record_ => typeof value === 'object' && value !== null && !Array.isArray(value)

function translations(kind: Kind, item: Item): readonly (readonly [string, Record_])[] {
  const held = kind.api.locales === undefined ? null : item[kind.api.locales]
  if (!isRecord(held)) return []
  return Object.entries(held).flatMap(([locale, values]) => (isRecord(values) ? [[locale, values] as const] : []))
}

function put(fields: Record<string, Value>, name: string, field: Field, values: Record_, how: Decoding): void {
  const raw = pathOf(field).reduce<unknown>((at, step) => (isRecord(at) ? at[step] : undefined), values)
  // the default locale stands at the root, and often among the translations too
  if (raw === undefined || field.is === 'command' || name in fields) return
  fields[name] = valueOf(field, raw, how)
}

/** The value of a field that `itemOf` has checked; null is what stands for nothing. */
function valueOf(field: Exclude<Field, { is: 'command' }>, raw: unknown, how: Decoding): Value {
  switch (field.is) {
    case 'text':
      return raw === null ? '' : (raw as string)
    case 'prose':
      return raw === null || raw === '' ? { parts: [] } : how.body(raw as string, field.as)
    case 'flag':
      return raw === true
    case 'choice':
      return raw === null ? null : (field.reads?.[raw as string] ?? (raw as string))
    case 'ref':
      return raw === null || raw === '' ? null : { kind: field.to, key: `@${raw as string | number}` }
    case 'refs':
      return raw === null ? [] : refsOf(field.to, raw as readonly (string | number | { id: string | number })[])
  }
}

function refsOf(to: string, raw: readonly (string | number | { readonly id: string | number })[]): readonly Ref[] {
  const keys = new Set(raw.map((one) => `@${typeof one === 'object' ? one.id : one}`))
  return [...keys].sort(byId).map((key) => ({ kind: to, key }))
}

/** The order of ids: numbers by size, everything else by spelling. */
export const byId = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)

function stampOf(kind: Kind, item: Item, root: string | undefined, how: Decoding): Stamp {
  const staged = new Set<string>()
  if (item['has_unpublished_changes'] === true) staged.add(root ?? '')
  for (const [locale, values] of translations(kind, item)) {
    if (values['has_unpublished_changes'] === true) staged.add(localeIn(locale, how) ?? '')
  }
  const by = item['updated_by_id']
  const center = item['help_center_id']
  return {
    ...(typeof item['created_at'] === 'number' ? { createdAt: item['created_at'] } : {}),
    ...(typeof item['updated_at'] === 'number' ? { updatedAt: item['updated_at'] } : {}),
    ...(typeof by === 'string' || typeof by === 'number' ? { by: String(by) } : {}),
    ...(kind.page !== undefined && typeof item['url'] === 'string' ? { url: item['url'] } : {}),
    ...(staged.size > 0 ? { staged: [...staged].sort() } : {}),
    ...(typeof center === 'string' || typeof center === 'number' ? { helpCenter: String(center) } : {}),
  }
}
