import type { Fields, Resource, Update, World } from '../model/index.ts'
import { splitField } from '../model/index.ts'
import { sameButLinks } from './canonical.ts'
import { defaults } from './create.ts'
import type { Draft } from './draft.ts'
import { localeGone, localesFought } from './locale-gone.ts'
import type { Bound, Matched } from './match.ts'
import type { Rules } from './rules.ts'
import { overtaken } from './overtaken.ts'
import { commandsOf, conflict, place, shown, staged, stagedSays } from './say.ts'
import { leftThere, threeWay, written } from './three-way.ts'
import { wording } from './wording.ts'

/** An object both sides have and we remember: what the three records say becomes a step, a word beside, or a thing to remember. */
export function update(
  bound: Bound,
  want: Resource,
  live: Resource,
  matched: Matched,
  world: World,
  rules: Rules,
  draft: Draft,
): void {
  const verdict = threeWay(bound, want.fields, live.fields, matched, rules)
  const { entry } = bound
  const say = wording(rules)
  const id = bound.live?.key.slice(1) ?? ''
  const subject = { kind: want.kind, key: want.key, id }
  if (verdict.conflicts.length > 0) {
    conflict(
      bound,
      want,
      live,
      [...verdict.conflicts, ...verdict.changed],
      `changed in ${say.wish} and in ${say.there}; ${say.agree}, or take one side by hand`,
      draft,
    )
    return
  }
  const fought = localesFought(bound, live, verdict.orphaned, matched, rules)
  if (fought.length > 0) {
    conflict(
      bound,
      want,
      live,
      fought,
      `${say.gone}, and ${fought.join(', ')} was edited in ${say.there}: an edit beats a delete`,
      draft,
    )
    return
  }
  if (verdict.drifted.length > 0 && rules.drift === 'keep')
    draft.beside.push({
      why: 'drift',
      ...subject,
      fields: shown(verdict.drifted, want.fields, live.fields),
      says: `edited in ${say.there} since we last wrote`,
      ...(live.stamp?.by === undefined ? {} : { by: live.stamp.by }),
      ...place(want),
    })
  if (verdict.unmanaged.length > 0)
    draft.beside.push({
      why: 'unmanaged',
      ...subject,
      says: `${verdict.unmanaged.join(', ')} ${say.left}: no longer managed, the value in ${say.there} stays`,
      ...place(want),
    })
  const locales = localeGone(bound, want, live, verdict.orphaned, world, rules, draft)
  const base = Object.fromEntries(
    Object.entries(verdict.base).filter(([name]) => !locales.released.includes(splitField(name)[1] ?? '')),
  )
  const restored = rules.drift === 'restore' ? verdict.drifted : []
  const extra = { ...defaults(bound, want.fields, live.fields, rules), ...locales.fields }
  const names = [...new Set([...verdict.changed, ...restored, ...verdict.misled, ...Object.keys(extra)])]
  if (names.length > 0 && staged(live, names, rules)) {
    conflict(bound, want, live, names, stagedSays(live, rules), draft)
    return
  }
  const drifted = rules.drift === 'keep' ? verdict.drifted : []
  const moved = bound.movedFrom === undefined ? {} : { movedFrom: bound.movedFrom }
  if (names.length > 0) {
    const before = entry === undefined ? {} : leftThere(entry)
    const fields = {
      ...written(want.fields, live.fields, before, [...verdict.changed, ...restored, ...verdict.misled]),
      ...extra,
    }
    const onlyLinks =
      restored.length + Object.keys(extra).length === 0 &&
      verdict.changed.every((name) => [before[name], live.fields[name]].some((other) => sameButLinks(want.fields[name], other)))
    const over = entry === undefined ? [] : overtaken(bound.kind, entry, live.fields, verdict.changed)
    const step: Update = {
      verb: 'update',
      from: live,
      to: { ...want, fields },
      fields: names,
      base,
      id,
      ...moved,
      ...commandsOf(bound.kind, names, rules),
      ...(onlyLinks ? { links: true } : {}),
      ...(over.length > 0 ? { takeover: true as const } : {}),
      ...(drifted.length > 0 ? { drifted } : {}),
    }
    draft.changes.push(step)
  } else if (bound.movedFrom !== undefined || (entry?.id === null && drifted.length === 0))
    draft.changes.push({ verb: 'adopt', to: want, from: live, base, id, ...moved, ...(drifted.length > 0 ? { drifted } : {}) })
  else {
    draft.unchanged += 1
    if ((verdict.learned || locales.released.length > 0) && bound.live !== undefined)
      draft.remember.push({ ref: { kind: want.kind, key: want.key }, id, base, seen: seenOf(bound, drifted) })
  }
}

/** What the workspace answered, but for drifted fields: of these we go on remembering what was there before. */
function seenOf(bound: Bound, drifted: readonly string[]): Fields | null {
  const live = bound.live?.fields ?? null
  if (drifted.length === 0 || live === null || bound.entry === undefined) return live
  const before = (bound.entry.seen ?? bound.entry.base).fields()
  return { ...live, ...Object.fromEntries(drifted.flatMap((name) => (before[name] === undefined ? [] : [[name, before[name]]]))) }
}
