import type { Fields, Resource, Value } from '../model/index.ts'
import { at, isProse } from '../model/index.ts'
import { localesOf } from './canonical.ts'
import type { Draft } from './draft.ts'
import type { Bound } from './match.ts'
import type { Rules } from './rules.ts'

/** Defaults of a create; of a locale that is new to an existing object, those that are per locale. */
export function defaults(bound: Bound, want: Fields, live: Fields, rules: Rules): Fields {
  const given = rules.defaults[bound.kind.name] ?? {}
  const all = bound.live === undefined ? Object.entries(given) : []
  const known = localesOf(live)
  const fresh = [...localesOf(want)].filter((locale) => !known.has(locale))
  const local = fresh.flatMap((locale) =>
    Object.entries(given)
      .filter(([name]) => bound.kind.fields[name]?.perLocale && bound.kind.fields[name].is === 'choice')
      .map(([name, value]): [string, Value] => [`${name}@${locale}`, value]),
  )
  return Object.fromEntries([...all, ...local].filter(([name]) => want[name] === undefined))
}

/** A create with its defaults; one that lacks what the service demands is a finding instead. */
export function create(bound: Bound, want: Resource, rules: Rules, draft: Draft): void {
  const given = defaults(bound, want.fields, {}, rules)
  const to = Object.keys(given).length === 0 ? want : { ...want, fields: { ...given, ...want.fields } }
  const { fields } = to
  const missing = Object.entries(bound.kind.fields).filter(
    ([name, field]) => field.required && (fields[name] ?? '') === '' && !isProse(fields[name]),
  )
  for (const [name, field] of missing)
    draft.findings.push({
      severity: 'error',
      rule: `required/${name}`,
      file: want.origin?.file ?? at(want),
      line: want.origin?.line ?? 1,
      message: `${field.file ?? name}: expected a value, a new ${bound.kind.name} needs one; got nothing`,
    })
  if (missing.length === 0) draft.changes.push({ verb: 'create', to, base: want.fields })
}
