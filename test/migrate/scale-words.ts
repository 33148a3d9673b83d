import { numbers } from '../corpus/tree.ts'

const vocabulary =
  'bread oven order invoice delivery window shop counter flour recipe price member till receipt evening baker Brötchen café überall 42 3.5'.split(
    ' ',
  )

/** What is drawn for a generated world; the same seed draws the same. */
export interface Draw {
  readonly upTo: (limit: number) => number
  readonly pick: <T>(from: readonly T[]) => T
  readonly words: (count: number) => string
}

/** A source of words and numbers. */
export function draw(seed: number): Draw {
  const next = numbers(seed)
  const upTo = (limit: number): number => Math.floor(next() * limit)
  const pick = <T>(from: readonly T[]): T => from[upTo(from.length)] as T
  return { upTo, pick, words: (count) => Array.from({ length: count }, () => pick(vocabulary)).join(' ') }
}

/** A picture of 8 × 8 dots, another one for each number. */
export const picture = (n: number): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="#${(n % 0xffffff).toString(16).padStart(6, '0')}"/></svg>\n`,
  )
