import type { Failure } from '../model/index.ts'
import { Refused, Stop } from '../model/index.ts'

/** Why something could not be read in the middle of a run, which goes on without it; undefined for what ends the run. */
export function unread(error: unknown): Failure | undefined {
  if (error instanceof Refused) return error.failure
  // what was written before has to be reported
  if (error instanceof Stop && error.exit === 69)
    return { status: 0, code: 'unreadable', message: error.message, requestId: null }
  return undefined
}
