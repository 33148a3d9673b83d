import type { Notification } from './notification.ts'

/** Notifications whose ids are remembered: what is delivered again comes soon. */
const most = 10_000

/**
 * Says of each notification which article is to be looked at, if any: of what was delivered before, is about another workspace or no article there is
 * none. `app`: the id of our workspace.
 */
export function noted(
  app: string,
  say: (text: string) => void,
  verbose: boolean,
): (notification: Notification) => string | undefined {
  const ids = new Set<string>()
  let stranger = false
  return ({ id, topic, app: from, article }) => {
    if (ids.has(id)) return undefined
    ids.add(id)
    const [oldest] = ids
    if (ids.size > most && oldest !== undefined) ids.delete(oldest)
    if (from !== null && from !== app) {
      if (!stranger) say(`a notification of workspace ${from} is not for ${app}: such are ignored`)
      stranger = true
      return undefined
    }
    if (verbose) say(`${topic} ${article ?? ''}`.trim())
    return article ?? undefined
  }
}

/** Tells of refused requests the 1st, 10th, 100th… of each sort, so that a flood of them does not fill a log. */
export function counting(say: (text: string) => void): (why: string) => void {
  const counts = new Map<string, number>()
  return (why) => {
    const count = (counts.get(why) ?? 0) + 1
    counts.set(why, count)
    if (Number.isInteger(Math.log10(count))) say(`refused: ${why}${count === 1 ? '' : ` (${count} so far)`}`)
  }
}
