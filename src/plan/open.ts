import type { Entry, Resource } from '../model/index.ts'
import type { Rules } from './rules.ts'

/**
 * Whether the last write to an object was ours, where a write of ours was never answered: by its author where the kind names one, else by its time,
 * between the first intent and one request timeout after the last.
 */
export function lastOurs({ sent }: Entry, { stamp }: Resource, rules: Rules): boolean {
  if (stamp?.by !== undefined) return stamp.by === rules.admin
  if (sent === undefined || stamp?.updatedAt === undefined) return true
  return stamp.updatedAt >= sent.at - 2 && stamp.updatedAt <= (sent.last ?? sent.at) + rules.timeout + 2
}
