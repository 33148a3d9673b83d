import type { History } from '../ledger/index.ts'
import { subject, type Change, type Outcome, type Run, type Step } from '../model/index.ts'
import { anchored, drifted } from '../plan/index.ts'
import type { Drawing } from './draw.ts'

/** How things are before a change. */
function stepOf(change: Change, { ledger, live, matched }: Drawing): Step {
  const { kind, key } = subject(change)
  const was = 'movedFrom' in change ? change.movedFrom : undefined
  const before = ledger.entry({ kind, key: was ?? key }) ?? null
  const there = live.get(`${kind}:${key}`)?.fields ?? null
  const edited = before === null || there === null ? [] : drifted(before, there, matched.memory)
  const common = {
    kind,
    key,
    before,
    image: there === null ? null : anchored(there, matched.memory),
    ...(edited.length === 0 ? {} : { drifted: edited }),
  }
  switch (change.verb) {
    case 'create':
      return {
        ...common,
        verb: 'create',
        image: null,
        id: null,
        base: change.base,
        ...(change.to.mention === undefined ? {} : { mention: true }),
      }
    case 'update':
    case 'adopt': {
      const fields = change.verb === 'update' ? { fields: change.fields } : {}
      const moved = was === undefined ? {} : { was }
      return { ...common, verb: change.verb, id: change.id, base: change.base, ...fields, ...moved }
    }
    case 'delete':
      return { ...common, verb: 'delete', id: change.id, base: null }
    case 'forget':
      return { ...common, verb: 'forget', id: before?.id ?? null, base: null }
  }
}

/** Carries out a plan with its history kept: how everything is before is safe before the first request. A plan without changes has none. */
export async function recorded(
  history: History,
  run: Run,
  drawing: Drawing,
  /** ISO 8601 */
  now: () => string,
  work: (said: (outcome: Outcome) => void) => Promise<readonly Outcome[]>,
): Promise<readonly Outcome[]> {
  const changes = drawing.plan.levels.flat()
  if (changes.length === 0) return await work(() => undefined)
  const places = new Map(changes.map((change, place) => [change, place]))
  const recording = await history.begin(
    run,
    changes.map((change) => stepOf(change, drawing)),
  )
  const outcomes = await work((outcome) => {
    const place = places.get(outcome.change)
    if (place !== undefined) recording.became(place, outcome, drawing.ledger.entry(subject(outcome.change)))
  })
  recording.end(now(), (place) => {
    const change = changes[place]
    return change === undefined ? undefined : drawing.ledger.entry(subject(change))
  })
  return outcomes
}
