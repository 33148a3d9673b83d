import { describe, expect, test } from 'vitest'
import { mergeBody, type Bodies, type MergedBody } from '../../../../src/sides/files/merge/body.ts'

const said = 'intercom (Ana Adams, 2026-11-22)'
const merge = (bodies: Pick<Bodies, 'file' | 'before' | 'intercom'> & Partial<Bodies>, name: string | null = said): MergedBody =>
  mergeBody({ printed: bodies.file, seen: bodies.before, ...bodies }, name)

const before = 'Flour and water.\n\n- Rye\n- Spelt\n- Wheat\n\nBake it.\n'
// the same, as a person writes it
const file = 'Flour\nand water.\n* Rye\n* Spelt\n* Wheat\n\n\nBake   it.'

describe('a body edited in its file and in Intercom', () => {
  test('different paragraphs merge, and what nobody touched stays as the file spells it', () => {
    expect(
      merge({
        file: file.replace('Flour\n', 'Much flour\n'),
        before,
        intercom: before.replace('Bake it.', 'Bake it long.\n\nEat it.'),
      }),
    ).toEqual({ text: 'Much flour\nand water.\n* Rye\n* Spelt\n* Wheat\n\n\nBake it long.\n\nEat it.\n', clashes: 0 })
  })
  test('neighbouring paragraphs merge', () => {
    expect(merge({ file: 'A!\n\nB\n', before: 'A\n\nB\n', intercom: 'A\n\nB?\n' })).toEqual({ text: 'A!\n\nB?\n', clashes: 0 })
  })
  test('different items of one list merge', () => {
    expect(
      merge({
        file: file.replace('* Rye', '* Dark rye'),
        printed: before.replace('- Rye', '- Dark rye'),
        before,
        intercom: before.replace('- Spelt', '- Spelt, fine'),
      }),
    ).toEqual({ text: 'Flour\nand water.\n\n- Dark rye\n- Spelt, fine\n- Wheat\n\nBake   it.', clashes: 0 })
  })
  test('different lines of code merge only where another line is between them', () => {
    const code = (...lines: string[]): string => `\`\`\`\n${lines.join('\n')}\n\`\`\`\n`
    const was = code('mix', 'rest', 'bake')
    expect(merge({ file: code('mix!', 'rest', 'bake'), before: was, intercom: code('mix', 'rest', 'bake!') }).text).toBe(
      code('mix!', 'rest', 'bake!'),
    )
    expect(merge({ file: code('mix!', 'rest', 'bake'), before: was, intercom: code('mix', 'rest!', 'bake') }).clashes).toBe(1)
  })
  test('the same paragraph twice stands between markers, with what it was', () => {
    expect(
      merge({
        file: file.replace('Bake   it.', 'Bake it slowly.'),
        before,
        intercom: before.replace('Bake it.', 'Bake it long.'),
      }),
    ).toEqual({
      text: `Flour\nand water.\n* Rye\n* Spelt\n* Wheat\n\n\n<<<<<<< file\nBake it slowly.\n||||||| before\nBake it.\n=======\nBake it long.\n>>>>>>> ${said}\n`,
      clashes: 1,
    })
  })
  test('a paragraph taken away on one side and edited on the other is a clash', () => {
    expect(merge({ file: 'A\n', before: 'A\n\nB\n', intercom: 'A\n\nB, edited\n' })).toEqual({
      text: `A\n\n<<<<<<< file\n||||||| before\nB\n=======\nB, edited\n>>>>>>> ${said}\n`,
      clashes: 1,
    })
  })
  test('paragraphs side by side, all rewritten by both, are one clash', () => {
    const { text, clashes } = merge({ file: 'A1\n\nB1\n\nC\n', before: 'A\n\nB\n\nC\n', intercom: 'A2\n\nB2\n\nC\n' })
    expect(clashes).toBe(1)
    expect(text).toBe(`<<<<<<< file\nA1\n\nB1\n||||||| before\nA\n\nB\n=======\nA2\n\nB2\n>>>>>>> ${said}\n\nC\n`)
  })
  test('where the clash goes to a file of its own, the words of this one stay and the rest is merged', () => {
    expect(merge({ file: 'A1\n\nB\n', before: 'A\n\nB\n', intercom: 'A2\n\nB2\n' }, null)).toEqual({
      text: 'A1\n\nB2\n',
      clashes: 1,
    })
  })
  test('what only Intercom spells differently since it took the text in is no edit of anybody', () => {
    expect(
      merge({
        file: 'A, mine\n\nB\n',
        before: 'A\n\nB\n',
        seen: 'A *rewritten*\n\nB\n',
        intercom: 'A *rewritten*\n\nB, theirs\n',
      }),
    ).toEqual({ text: 'A, mine\n\nB, theirs\n', clashes: 0 })
  })
  test('blocks that would become one with their neighbours are not put together unseen', () => {
    expect(merge({ file: 'A\n\n- mine\n\nB\n\n- end\n', before: 'A\n\nB\n\n- end\n', intercom: 'A\n\n- end\n' })).toMatchObject({
      clashes: 1,
    })
  })
  test('a file emptied while Intercom added to the text, or the other way round: what was added stays', () => {
    expect(merge({ file: '', before: 'A\n', intercom: 'A\n\nB\n' })).toEqual({ text: 'B\n', clashes: 0 })
    expect(merge({ file: '\nA\n\nB', before: 'A\n', intercom: '' })).toEqual({ text: '\nB', clashes: 0 })
    expect(merge({ file: 'A, more\n', before: 'A\n', intercom: '' }).clashes).toBe(1)
    expect(merge({ file: '\nA\n', before: 'A\n', intercom: '' })).toEqual({ text: '\n', clashes: 0 })
  })
})

test('500 KB without a block in common still answer: one clash, all of both texts in it', () => {
  const big = (word: string): string => Array.from({ length: 6_000 }, (_, n) => `${word} ${n} ${'x'.repeat(70)}\n`).join('\n')
  const [mine, was, theirs] = [big('mine'), big('was'), big('theirs')]
  const { text, clashes } = merge({ file: mine, before: was, intercom: theirs })
  expect(clashes).toBe(1)
  for (const side of [mine, was, theirs]) expect(text).toContain(side)
}, 120_000)
