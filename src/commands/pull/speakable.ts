import type { Beside, Change, Create, Fields, Update } from '../../model/index.ts'
import { splitField } from '../../model/index.ts'
import type { Pulled } from '../../plan/index.ts'
import { localeOf } from '../../sides/files/index.ts'

/** The locale of a field that no file name can say: read again, `rye.en-us.md` would be another article. */
function foreign(name: string): string | undefined {
  const [, locale] = splitField(name)
  return locale === undefined || localeOf(locale) === locale ? undefined : locale
}

const spoken = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => foreign(name) === undefined))

/** A pull without the texts in languages Intercom does not describe: they stay where they are, and are named. */
export function speakable(pulled: Pulled): Pulled {
  const odd = (change: Change): string[] =>
    change.verb === 'create' || change.verb === 'update'
      ? [...new Set(Object.keys(change.to.fields).flatMap((name) => foreign(name) ?? []))]
      : []
  const left = pulled.changes.filter((change) => odd(change).length > 0)
  if (left.length === 0) return pulled
  const changes = pulled.changes.flatMap((change): Change[] => {
    if (odd(change).length === 0 || (change.verb !== 'create' && change.verb !== 'update')) return [change]
    return without(change)
  })
  return {
    ...pulled,
    changes,
    beside: [...pulled.beside, ...left.flatMap((change) => untaken(change, odd(change)))],
    unchanged: pulled.unchanged + pulled.changes.length - changes.length,
  }
}

function without(change: Create | Update): Change[] {
  const to = { ...change.to, fields: spoken(change.to.fields) }
  if (change.verb === 'create') return [{ ...change, to, base: spoken(change.base) }]
  const fields = change.fields.filter((name) => foreign(name) === undefined)
  return fields.length === 0 ? [] : [{ ...change, to, base: spoken(change.base), fields }]
}

function untaken(change: Change, locales: readonly string[]): Beside[] {
  if (change.verb !== 'create' && change.verb !== 'update') return []
  const { kind, key } = change.to
  const says = `its text in ${locales.join(', ')} stays in Intercom alone: that is no language Intercom describes`
  return [{ why: 'blocked', kind, key, says }]
}
