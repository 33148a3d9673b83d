import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isClash, pieces, type Piece } from '../../../../src/sides/files/merge/pieces.ts'

const seed = Number(process.env['FC_SEED'] ?? 20261123)
const letters = (text: string): string[] => text.split(/(?=.)/u)
const how = (apart = false): { same: (a: string, b: string) => boolean; apart: boolean } => ({ same: (a, b) => a === b, apart })
const shown = (found: readonly Piece<string>[]): string =>
  found
    .map((piece) =>
      isClash(piece) ? `(${piece.file.join('')}|${piece.before.join('')}|${piece.intercom.join('')})` : piece.settled.join(''),
    )
    .join('')
const merged = (file: string, before: string, intercom: string, apart = false): string =>
  shown(pieces(letters(file), letters(before), letters(intercom), how(apart)))

describe('what each side did to a sequence is taken, and what both did to the same place is shown', () => {
  test.each([
    ['each changed another one', 'Abc', 'abc', 'abC', 'AbC'],
    ['neighbours', 'Abc', 'abc', 'aBc', 'ABc'],
    ['one alike, one not', 'ABc', 'abc', 'AXc', 'A(B|b|X)c'],
    ['the same change', 'aXc', 'abc', 'aXc', 'aXc'],
    ['both changed one differently', 'aXc', 'abc', 'aYc', 'a(X|b|Y)c'],
    ['one changed, one taken away', 'aXc', 'abc', 'ac', 'a(X|b|)c'],
    ['both put something to the same place', 'abcX', 'abc', 'abcY', 'abc(X||Y)'],
    ['both put the same to the same place', 'abcX', 'abc', 'abcX', 'abcX'],
    ['put to the same place alike in part', 'abcXZ', 'abc', 'abcYZ', 'abc(X||Y)Z'],
    ['one added behind what the other changed', 'abX', 'ab', 'aB', 'aBX'],
    ['one added behind what the other changed and added to', 'abX', 'ab', 'aBY', 'a(bX|b|BY)'],
    ['one added where the other took away', 'abXc', 'abc', 'ac', 'aXc'],
    ['all is new on both sides', 'xyz', 'abc', 'uvw', '(x|a|u)(y|b|v)(z|c|w)'],
    ['nothing was there', 'x', '', 'y', '(x||y)'],
    ['one emptied it', '', 'abc', 'aXc', '(|abc|aXc)'],
  ])('%s', (_, file, before, intercom, all) => {
    expect(merged(file, before, intercom)).toBe(all)
  })
  test('neighbours are a clash where nothing may stand between', () => {
    expect(merged('Abc', 'abc', 'aBc', true)).toBe('(Ab|ab|aB)c')
    expect(merged('Abc', 'abc', 'abC', true)).toBe('AbC')
  })
})

describe(`whatever the two did (FC_SEED=${seed})`, () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 12 })
  const all = (found: readonly Piece<string>[]): string[] =>
    found.flatMap((piece) => (isClash(piece) ? [...piece.file, ...piece.intercom] : piece.settled))
  const count = (list: readonly string[], one: string): number => list.filter((other) => other === one).length

  test('one side alone wins whole', () => {
    fc.assert(
      fc.property(text, text, fc.boolean(), (before, edited, apart) => {
        expect(shown(pieces(edited, before, before, how(apart)))).toBe(edited.join(''))
        expect(shown(pieces(before, before, edited, how(apart)))).toBe(edited.join(''))
        expect(shown(pieces(edited, before, edited, how(apart)))).toBe(edited.join(''))
      }),
      { seed, numRuns: 2000 },
    )
  })
  test('nothing somebody put there is lost, and nothing comes from nowhere', () => {
    fc.assert(
      fc.property(text, text, text, fc.boolean(), (file, before, intercom, apart) => {
        const found = all(pieces(file, before, intercom, how(apart)))
        for (const one of new Set([...file, ...intercom, ...before])) {
          const news = [file, intercom].map((side) => count(side, one) - count(before, one))
          expect(count(found, one)).toBeGreaterThanOrEqual(Math.max(0, ...news))
          expect(count(found, one)).toBeLessThanOrEqual(count(file, one) + count(intercom, one))
        }
      }),
      { seed, numRuns: 5000 },
    )
  })
  test('who is called file and who Intercom does not matter to what is a clash', () => {
    fc.assert(
      fc.property(text, text, text, (file, before, intercom) => {
        const turned = pieces(intercom, before, file, how()).map((piece) =>
          isClash(piece) ? { file: piece.intercom, before: piece.before, intercom: piece.file } : piece,
        )
        expect(shown(turned)).toBe(shown(pieces(file, before, intercom, how())))
      }),
      { seed, numRuns: 2000 },
    )
  })
})

test('two texts of 12,500 paragraphs without one in common are compared about as often as there are paragraphs', () => {
  const big = (word: string): string[] => Array.from({ length: 12_500 }, (_, n) => `${word} ${n}`)
  let compared = 0
  const same = (a: string, b: string): boolean => {
    compared += 1
    return a === b
  }
  const found = pieces(big('a'), big('b'), big('c'), { same, apart: false })
  expect(found).toHaveLength(1)
  expect(compared).toBeLessThan(1_000_000)
})
