import type { Fields, Outcome, Ref, Resource, Update } from '../model/index.ts'
import { at, digestOf, idOf, isProse, linksOf, mapLinks, misled, splitField, subject } from '../model/index.ts'
import { each } from './each.ts'
import { breadth, type Progress, type Stage } from './stage.ts'
import { last } from './last.ts'
import { inOrder, opened, type Turn } from './lead.ts'
import { update } from './one.ts'
import { unread } from './unread.ts'

/** Bodies of one object whose links do not lead where they should, though they could by now; none that a teammate edited or has a draft of. */
function wrong(want: Resource, last: Resource, stage: Stage, progress: Progress): string[] {
  const base = stage.ledger.entry(want)?.base.fields() ?? {}
  const held = progress.held.get(at(want)) ?? {}
  return Object.entries(want.fields).flatMap(([name, value]) => {
    const before = base[name]
    const there = last.fields[name]
    if (!isProse(value) || !isProse(before) || !isProse(there)) return []
    if (name in held || last.stamp?.staged?.includes(splitField(name)[1] ?? '') === true) return []
    const closable =
      opened(before).some((link) => idOf(stage.names, link.link) !== undefined) && opened(value).length < opened(before).length
    return closable || misled(value, there, stage.names) ? [name] : []
  })
}

/** What teammates wrote in an object since we last looked, field by field; undefined where it may as well have been us. */
function edited(ref: Ref, stage: Stage): string[] | undefined {
  const live = stage.live.get(at(ref))?.fields
  const entry = stage.ledger.entry(ref)
  if (live === undefined || entry?.seen == null) return undefined
  if (entry.seen.digest === digestOf(live)) return []
  if (entry.sent !== undefined) return undefined
  const seen = entry.seen.fields()
  const alone = (name: string, { [name]: value }: Fields): string => (value === undefined ? '' : digestOf({ [name]: value }))
  return Object.keys({ ...seen, ...live }).filter((name) => alone(name, seen) !== alone(name, live))
}

/** Everything whose anchors lead into a body this run wrote, and of which it can be told what others changed meanwhile. */
function anchoredInto(written: ReadonlySet<string>, stage: Stage): Ref[] {
  return [...stage.want.values()].filter((want) => {
    if (!linksOf(want.fields).some((link) => link.anchor !== undefined && written.has(at(link.link)))) return false
    return edited(want, stage) !== undefined
  })
}

/** What has to be thought of: the planned ones, and as far as anchors lead, what hangs on them. */
function candidates(planned: readonly Ref[], stage: Stage, progress: Progress): Map<string, Resource> {
  const found = new Map<string, Resource>()
  let written: ReadonlySet<string> = new Set(progress.answers.keys())
  let next: readonly Ref[] = [...planned, ...[...progress.answers.keys()].flatMap((key) => stage.want.get(key) ?? [])]
  while (next.length + written.size > 0) {
    const fresh = [...next, ...anchoredInto(written, stage)].flatMap((ref) =>
      found.has(at(ref)) ? [] : (stage.want.get(at(ref)) ?? []),
    )
    for (const want of fresh) found.set(at(want), want)
    written = new Set(fresh.map(at))
    next = []
  }
  return found
}

/** What is remembered as ours, with the links of what is written that have a target by now. What is wanted may be more than is ours. */
const closed = (want: Resource, written: readonly string[], stage: Stage): Fields =>
  mapLinks(stage.ledger.entry(want)?.base.fields() ?? want.fields, ({ open, ...link }, field) =>
    open === undefined || (written.includes(field) && idOf(stage.names, link.link) !== undefined) ? link : { ...link, open },
  )

async function rewrite({ want, bodies }: Turn, planned: ReadonlySet<string>, stage: Stage, progress: Progress): Promise<void> {
  const key = at(want)
  const id = stage.names.ids.get(key)
  if (stage.signal.aborted || id === undefined || progress.failed.has(key)) return
  const there = last(want, stage, progress)
  if (there === undefined) return
  const drifted = progress.answers.has(key) ? [] : (edited(want, stage) ?? [])
  const fields = wrong(want, there, stage, progress).filter((name) => bodies.includes(name) && !drifted.includes(name))
  if (fields.length === 0) return
  const from = { ...there, key: want.key }
  const change: Update = {
    verb: 'update',
    from,
    to: { ...want, fields: { ...there.fields, ...want.fields } },
    fields,
    base: closed(want, fields, stage),
    id,
    links: true,
    ...(drifted.length > 0 ? { drifted } : {}),
  }
  try {
    const outcome = await update(change, stage, progress)
    if (outcome.status !== 'applied') record(outcome, stage, progress)
    else if (!planned.has(key) && !progress.outcomes.some((each) => at(subject(each.change)) === key))
      record(outcome, stage, progress)
  } catch (error) {
    const failure = unread(error)
    if (failure === undefined) throw error
    record({ change, status: 'failed', id, failure }, stage, progress)
  }
}

function record(outcome: Outcome, stage: Stage, progress: Progress): void {
  progress.outcomes.push(outcome)
  stage.said(outcome)
}

/** The one extra beat: bodies whose links had no target id yet, or whose anchors were renewed by a write, written again. Targets first. */
export async function fix(planned: readonly Ref[], stage: Stage, progress: Progress): Promise<void> {
  const names = new Set(planned.map(at))
  for (const level of inOrder(candidates(planned, stage, progress)))
    await each(
      level,
      () => breadth(stage),
      (turn) => rewrite(turn, names, stage, progress),
    )
}
