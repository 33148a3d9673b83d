import type { Answer } from './ask.ts'
import { bend } from './bend.ts'
import type { FaultAnswer, FaultDo } from './faults.ts'
import { overlaid, type Sent } from './reply.ts'

/** Whether nothing is done because of a fault. */
export const isInstead = (fault: FaultDo): fault is FaultAnswer | 'drop-before' | 'reset-before' =>
  typeof fault === 'string' ? fault.endsWith('-before') : 'status' in fault

/** Milliseconds a fault makes an answer wait. */
export function delayOf(fault: FaultDo, luck: number): number {
  if (typeof fault === 'string' || !('delayMs' in fault)) return 0
  if (typeof fault.delayMs === 'number') return fault.delayMs
  const [least, most] = fault.delayMs
  return least + luck * (most - least)
}

/** An answer as the faults about lists leave it. */
export function bentBy(answer: Answer, faults: readonly FaultDo[]): Answer {
  return faults.reduce(
    (bent, fault) => (typeof fault === 'object' && 'list' in fault ? { ...bent, body: bend(bent.body, fault.list) } : bent),
    answer,
  )
}

/** An answer with what faults do to its headers and to its way over the wire. */
export function marked(answer: Sent, faults: readonly FaultDo[]): Sent {
  return faults.reduce<Sent>((marked, fault) => {
    if (typeof fault === 'string') return marked
    if ('cut' in fault || 'dripMs' in fault) return { ...marked, wire: { ...marked.wire, ...fault } }
    if ('headers' in fault && !('status' in fault)) return { ...marked, headers: overlaid(marked.headers, fault.headers) }
    return marked
  }, answer)
}
