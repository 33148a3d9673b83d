import type { Ref } from '../model/index.ts'
import { at, likeness } from '../model/index.ts'
import type { Answered, Progress, Stage } from './stage.ts'

/** Whether the last write to an object was ours: by its author where the kind names one, else by the time of the answer. */
export function byUs(now: Answered, answer: Answered): boolean {
  if (now.stamp?.by !== undefined && answer.stamp?.by !== undefined) return now.stamp.by === answer.stamp.by
  return now.stamp?.updatedAt === answer.stamp?.updatedAt
}

/** Why an object is not written: read again right now, it is not as this run last saw it. Undefined where it is, or where the listing is young enough. */
export async function moved(ref: Ref, id: string, stage: Stage, progress: Progress): Promise<string | undefined> {
  if (stage.now() < stage.trusted) return undefined
  const answer = progress.answers.get(at(ref))
  const listed = stage.live.get(at(ref))
  if (answer === undefined && listed === undefined) return undefined
  const now = await stage.side.one(ref.kind, id)
  if (now === null) return `${at(ref)} was deleted in Intercom since the plan was drawn: not written`
  // what we wrote ourselves a moment ago may still change by itself: images are hosted late
  if (answer !== undefined ? byUs(now, answer) : listed === undefined || likeness(now) === likeness(listed)) return undefined
  const by = now.stamp?.by === undefined ? '' : ` by teammate ${now.stamp.by}`
  return `${at(ref)} was edited in Intercom${by} since the plan was drawn: not written`
}
