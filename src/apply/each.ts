import PQueue from 'p-queue'

/**
 * Does work for each of many, as many at once as `width` says. After one that throws nothing more is begun, and what is under way is waited for
 * before the error goes on: it may still have answers to remember.
 */
export async function each<T>(things: readonly T[], width: () => number, work: (thing: T) => Promise<void>): Promise<void> {
  const queue = new PQueue({ concurrency: width() })
  let broken = false
  const jobs = things.map((thing) =>
    queue.add(async () => {
      if (broken) return
      queue.concurrency = width()
      try {
        await work(thing)
      } catch (error) {
        broken = true
        throw error
      }
    }),
  )
  await Promise.allSettled(jobs)
  await Promise.all(jobs)
}
