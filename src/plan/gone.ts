import type { Resource, World } from '../model/index.ts'
import type { Draft } from './draft.ts'
import { edited } from './edited.ts'
import type { Bound, Matched } from './match.ts'
import { resolve } from './resolve.ts'
import type { Rules } from './rules.ts'
import { staged, stagedSays } from './say.ts'
import { wording, type Wording } from './wording.ts'

/** A remembered object whose file is gone: forgotten, deleted, taken off the site, or reported. */
export function gone(bound: Bound, matched: Matched, world: World, rules: Rules, draft: Draft): void {
  const { entry, live, kind } = bound
  if (entry === undefined) return
  const ref = { kind: kind.name, key: bound.key }
  const say = wording(rules)
  if (live === undefined) {
    if (entry.id === null || world.complete.has(kind.name)) draft.changes.push({ verb: 'forget', ref })
    return
  }
  const id = live.key.slice(1)
  if (rules.facts.roots !== undefined && rules.facts.roots !== rules.roots) {
    draft.beside.push({
      why: 'unmanaged',
      ...ref,
      id,
      says: `${say.moved}: it leaves management, the object in ${say.there} stays`,
    })
    draft.changes.push({ verb: 'forget', ref })
    return
  }
  const from: Resource = { ...live, key: bound.key, fields: resolve(live.fields, matched.memory) }
  const changed = edited(bound, matched, rules)
  const by = live.stamp?.by === undefined ? {} : { by: live.stamp.by }
  if (rules.prune === false)
    draft.beside.push({
      why: 'orphan',
      ...ref,
      id,
      says: `${say.gone}, the object in ${say.there} stays (prune deletes it)`,
      ...by,
    })
  else if (changed.length > 0)
    draft.beside.push({
      why: 'conflict',
      ...ref,
      id,
      says: `${say.gone}, and ${changed.join(', ')} was edited in ${say.there}: an edit beats a delete`,
      ...by,
    })
  else if (staged(from, Object.keys(from.fields), rules))
    draft.beside.push({ why: 'conflict', ...ref, id, says: `${say.gone}, and ${stagedSays(from, rules)}`, ...by })
  else if (!world.complete.has(kind.name))
    draft.beside.push({
      why: 'orphan',
      ...ref,
      id,
      says: `${say.gone}; the list of ${kind.plural} is not whole, so nothing is deleted`,
    })
  else if (world.findings.some((finding) => finding.severity === 'error'))
    draft.beside.push({ why: 'orphan', ...ref, id, says: `${say.gone}; ${say.faulty} nothing is deleted` })
  else if (rules.prune === true) remove(bound, from, rules.retryBlocked ? undefined : entry.blocked, say, draft)
  else unpublish(bound, from, say, draft)
}

function remove(bound: Bound, from: Resource, blocked: string | undefined, say: Wording, draft: Draft): void {
  const ref = { kind: from.kind, key: from.key }
  const id = bound.live?.key.slice(1) ?? ''
  if (!bound.kind.verbs.includes('delete'))
    draft.beside.push({ why: 'orphan', ...ref, id, says: `${say.gone}; the API deletes no ${bound.kind.plural}` })
  else if (blocked !== undefined)
    draft.beside.push({ why: 'blocked', ...ref, id, says: `${blocked} (--retry-blocked tries again)`, known: true })
  else draft.changes.push({ verb: 'delete', from, id })
}

function unpublish(bound: Bound, from: Resource, say: Wording, draft: Draft): void {
  const ref = { kind: from.kind, key: from.key }
  const id = bound.live?.key.slice(1) ?? ''
  const states = Object.keys(from.fields).filter((name) => name === 'state' || name.startsWith('state@'))
  const flips = states.filter((name) => from.fields[name] === 'published')
  if (flips.length === 0) draft.beside.push({ why: 'orphan', ...ref, id, says: `${say.gone}, the object in ${say.there} stays` })
  else {
    const fields = { ...from.fields, ...Object.fromEntries(flips.map((name) => [name, 'draft'])) }
    const base = bound.entry?.base.fields() ?? {}
    draft.changes.push({ verb: 'update', from, to: { ...from, fields }, fields: flips, base, id })
  }
}
