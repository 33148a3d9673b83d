import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileName, folded } from '../../../../src/sides/files/write/file-name.ts'

const seed = Number(process.env['FC_SEED'] ?? 20261122)
const named = (...titles: string[]): string[] => {
  const taken = new Set<string>()
  return titles.map((title) => fileName(title, taken))
}

describe('an article called anything at all gets a file on any disk', () => {
  test.each([
    ['How do I get a refund?', 'how-do-i-get-a-refund'],
    ['../../etc/passwd', 'etc-passwd'],
    ['CON', 'con-1'],
    ['README', 'readme-1'],
    ['🎂', 'untitled'],
    ['', 'untitled'],
    ['Ключи 鍵 مفتاح', 'ключи-鍵-مفتاح'],
    ["Baker's dozen", 'bakers-dozen'],
    ['v1.2.fr', 'v1-2-fr'],
    ['_draft', 'draft'],
    ['.hidden', 'hidden'],
  ])('%s', (title, name) => {
    expect(named(title)).toEqual([name])
  })
  test('equal up to case, or equal at all: each has its own', () => {
    expect(named('Bread', 'BREAD', 'bread!')).toEqual(['bread', 'bread-2', 'bread-3'])
    expect(named('Straße', 'STRASSE')).toEqual(['straße', 'strasse-2'])
  })
  test(`titles of any signs and length (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 300 }), { maxLength: 6 }), (titles) => {
        const names = named(...titles)
        expect(new Set(names.map(folded)).size).toBe(names.length)
        for (const name of names) {
          expect(Buffer.byteLength(name)).toBeLessThan(100)
          expect(name).toMatch(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*$/u)
        }
      }),
      { seed, numRuns: 500 },
    )
  })
})
