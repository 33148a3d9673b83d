import type { Resource } from '../../model/index.ts'
import { at } from '../../model/index.ts'
import { grouped } from '../ties.ts'
import type { Evidence } from './evidence.ts'

/** A file and an object that may be one thing. `own`: how much they have in common of what tells one text from another. */
export interface Candidate {
  readonly want: Resource
  readonly live: Resource
  readonly evidence: Evidence
  readonly own: number
}

/** From this share on a text is known again. */
const known = 0.6

/** Below this two texts of one help center may have nothing to do with each other. */
const plausible = 0.2

/** Whether there is anything to judge. */
export const worthSaying = ({ evidence: { id, title, text, members }, own }: Candidate): boolean =>
  id || title || own >= plausible || (text ?? 0) >= known || (members !== undefined && 3 * members.count >= members.of)

/** Whether this alone would do, were there no other. */
function strong({ evidence: { id, title, place, text, members }, own }: Candidate): boolean {
  if (id) return title || own >= plausible
  if (members !== undefined) return 2 * members.count > members.of && (members.count > 1 || title)
  if (title) return text === null ? place : own >= plausible || text >= known
  return own >= known
}

/** How much speaks for it, for the order in which it is shown. */
export const weight = ({ evidence: { id, title, place, members }, own }: Candidate): number =>
  own +
  (id ? 1 : 0) +
  (title ? 0.5 : 0) +
  (place ? 0.1 : 0) +
  (members === undefined ? 0 : members.count / Math.max(1, members.of))

/** Whether another comes so near in its words that a person has to look. */
const near = (one: Candidate, other: Candidate): boolean =>
  other.own >= plausible && other.own >= (one.evidence.title && !other.evidence.title ? one.own + 0.01 : 0.8 * one.own)

/** Of all candidates those about which there is no question: strong, and nothing else comes near to either side of them. */
export function sure(all: readonly Candidate[]): Candidate[] {
  const rivals = [grouped(all, ({ want }) => at(want)), grouped(all, ({ live }) => at(live))] as const
  return all.filter((one) => {
    if (!strong(one)) return false
    const others = [...(rivals[0].get(at(one.want)) ?? []), ...(rivals[1].get(at(one.live)) ?? [])]
    return others.every((other) => other === one || (!strong(other) && !near(one, other)))
  })
}
