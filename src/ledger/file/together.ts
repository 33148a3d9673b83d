/** Shares work that covers all that happened before it: whoever asks while it is under way waits for one more round, all of them for the same. */
export function together(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const begin = (): Promise<void> => {
    running = work().finally(() => {
      running = null
    })
    return running
  }
  const after = async (before: Promise<void>): Promise<void> => {
    // what failed in a round is told to those who asked for it
    await before.catch(() => undefined)
    next = null
    await begin()
  }
  return () => {
    if (running === null) return begin()
    next ??= after(running)
    return next
  }
}
