import type { Fields, Kind } from '../model/index.ts'
import { digestOf } from '../model/index.ts'
import { aged } from './aged.ts'
import { fieldOf, same } from './canonical.ts'
import { ours } from './keep.ts'
import type { Bound, Matched } from './match.ts'
import { lastOurs } from './open.ts'
import { resolve } from './resolve.ts'
import type { Rules } from './rules.ts'

/** The texts of a record, whoever wrote them: a delete takes them all. */
const texts = (kind: Kind, fields: Fields): string[] =>
  Object.keys(fields).filter((name) => ['text', 'prose'].includes(fieldOf(kind.fields, name)?.is ?? ''))

/** What someone changed since we last saw an object: fields of ours, and text of any locale. */
export function edited({ entry, live, kind }: Bound, matched: Matched, rules: Rules): string[] {
  if (entry === undefined || live === undefined) return []
  const base = entry.base.fields()
  if (entry.seen === null) return lastOurs(entry, live, rules) ? [] : Object.keys(base)
  if (digestOf(live.fields) === entry.seen.digest) return []
  const before = resolve(entry.seen.fields(), matched.memory)
  const now = resolve(live.fields, matched.memory)
  const older = aged(entry, undefined, live, rules)
  const names = new Set([...Object.keys(base), ...texts(kind, before), ...texts(kind, now)])
  return [...names].filter(
    (name) =>
      !fieldOf(kind.fields, name)?.blind &&
      !older.live(now[name], before[name]) &&
      !same(ours(before[name], base[name], base[name]), ours(now[name], base[name], base[name])),
  )
}
