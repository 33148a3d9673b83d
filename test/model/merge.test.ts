import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fought, marked, merge } from '../../src/model/merge.ts'

const seed = Number(process.env['FC_SEED'] ?? 20261122)
const lines = (text: string): string[] => text.split('\n')
const merged = (ours: string, base: string, theirs: string): string =>
  marked(merge(lines(ours), lines(base), lines(theirs)), 'file', 'before', 'Intercom').join('\n')

describe('a person who edits in git and one who edits in Intercom both keep their words', () => {
  const base = 'Flour\n\nWater\n\nSalt'
  test('different paragraphs merge', () => {
    expect(merged('Flour, 500 g\n\nWater\n\nSalt', base, 'Flour\n\nWater\n\nSalt, 10 g\n\nYeast')).toBe(
      'Flour, 500 g\n\nWater\n\nSalt, 10 g\n\nYeast',
    )
  })
  test('the same change on both sides is one change', () => {
    expect(merged('Flour\n\nMilk\n\nSalt', base, 'Flour\n\nMilk\n\nSalt')).toBe('Flour\n\nMilk\n\nSalt')
  })
  test('the same paragraph, changed twice, is shown with what it was', () => {
    expect(merged('Flour\n\nMilk\n\nSalt', base, 'Flour\n\nBeer\n\nSalt')).toBe(
      'Flour\n\n<<<<<<< file\nMilk\n||||||| before\nWater\n=======\nBeer\n>>>>>>> Intercom\n\nSalt',
    )
  })
  test('500 KB without a line in common still answer', () => {
    const big = (word: string): string[] => Array.from({ length: 12_500 }, (_, n) => `${word} ${n} ${'x'.repeat(30)}`)
    const pieces = merge(big('a'), big('b'), big('c'))
    expect(fought(pieces)).toBe(true)
  })
})

describe(`whatever the two did (seed ${seed})`, () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 12 })
  test('one side alone wins whole', () => {
    fc.assert(
      fc.property(text, text, (base, edited) => {
        const settled = (pieces: ReturnType<typeof merge>): unknown =>
          pieces.flatMap((piece) => ('lines' in piece ? piece.lines : ['?']))
        expect(settled(merge(edited, base, base))).toEqual(edited)
        expect(settled(merge(base, base, edited))).toEqual(edited)
        expect(settled(merge(edited, base, edited))).toEqual(edited)
      }),
      { seed, numRuns: 2000 },
    )
  })
  test('no line that somebody added is lost', () => {
    fc.assert(
      fc.property(text, text, text, (base, ours, theirs) => {
        const all = merge(ours, base, theirs).flatMap((piece) =>
          'lines' in piece ? piece.lines : [...piece.ours, ...piece.base, ...piece.theirs],
        )
        const count = (list: readonly string[], line: string): number => list.filter((one) => one === line).length
        for (const line of new Set([...ours, ...theirs]))
          expect(count(all, line)).toBeGreaterThanOrEqual(
            Math.max(0, count(ours, line) - count(base, line), count(theirs, line) - count(base, line)),
          )
      }),
      { seed, numRuns: 2000 },
    )
  })
})
