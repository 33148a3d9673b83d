/** Which workspaces a job reads and writes. */
export interface Errand {
  readonly from: string
  readonly to: string
}

/**
 * Does all jobs, at most `limit` at once, beginning them in their order. Two that would be in each other's way wait for one another: one of them writes
 * what the other reads or writes, or both need a workspace that is `alone`. Once `stop` is aborted nothing more is begun: undefined stands for those. Work that throws lets the others end.
 */
export async function turns<J extends Errand, T>(
  jobs: readonly J[],
  limit: number,
  alone: (workspace: string) => boolean,
  stop: AbortSignal,
  work: (job: J) => Promise<T>,
): Promise<readonly (T | undefined)[]> {
  const done: (T | undefined)[] = jobs.map(() => undefined)
  const running = new Map<number, Promise<unknown>>()
  let waiting = jobs.map((_, n) => n)
  const broken: { error: unknown }[] = []
  const next = (): readonly [number, J] | undefined => {
    if (stop.aborted || broken.length > 0 || running.size >= limit) return undefined
    // one that waits is not overtaken by those it waits for
    const ahead = new Set(running.keys())
    for (const n of waiting) {
      const job = jobs[n]
      if (job !== undefined && ![...ahead].some((other) => clash(job, jobs[other], alone))) return [n, job]
      ahead.add(n)
    }
    return undefined
  }
  for (;;) {
    for (let found = next(); found !== undefined; found = next()) {
      const [n, job] = found
      waiting = waiting.filter((one) => one !== n)
      const ended = work(job)
        .then(
          (result) => void (done[n] = result),
          (error: unknown) => void broken.push({ error }),
        )
        .finally(() => running.delete(n))
      running.set(n, ended)
    }
    if (running.size === 0) break
    await Promise.race(running.values())
  }
  const [first] = broken
  if (first !== undefined) throw first.error
  return done
}

const clash = (one: Errand, other: Errand | undefined, alone: (workspace: string) => boolean): boolean =>
  other !== undefined &&
  (one.to === other.to || one.to === other.from || one.from === other.to || (one.from === other.from && alone(one.from)))
