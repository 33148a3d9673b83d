import fc from 'fast-check'

export const seed = Number(process.env['FC_SEED'] ?? Date.now() % 1_000_000)

/** Some of many, by the seed; all where there are no more. */
export function chosen<T>(things: readonly T[], count: number): T[] {
  const [picked] = fc.sample(fc.shuffledSubarray([...things], { minLength: Math.min(count, things.length), maxLength: count }), {
    seed,
    numRuns: 1,
  })
  return picked ?? []
}
