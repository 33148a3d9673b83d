import { createHash } from 'node:crypto'

/** A number from 0 up to 1 that depends on nothing but the seed and the words. */
export function chance(seed: number, ...words: readonly (string | number)[]): number {
  return (
    createHash('sha256')
      .update(JSON.stringify([seed, ...words]))
      .digest()
      .readUInt32BE() /
    2 ** 32
  )
}
