import { describe, expect, test } from 'vitest'
import { left } from '../../../../src/sides/files/merge/left.ts'

const marked = 'A\n\n<<<<<<< file\nB1\n||||||| before\nB\n=======\nB2\n>>>>>>> intercom (Ana)\n\nC\n'

describe('a text that was not decided yet is never published', () => {
  test.each([
    ['by pull --merge', marked, 3],
    ['by git merge', 'A\n<<<<<<< HEAD\nB1\n=======\nB2\n>>>>>>> 1a2b3c (Flour)\n', 2],
    ['in front matter', '---\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> main\n---\n', 2],
    ['the last marker forgotten', 'A\n\nB2\n>>>>>>> intercom (Ana)\n', 4],
    ['the lower half forgotten', 'B1\n=======\nB2\n>>>>>>> main\n', 4],
    ['the middle forgotten', 'B1\n||||||| before\nB\n', 2],
    ['around code', '<<<<<<< HEAD\n```\na\n=======\n~~~\nb\n>>>>>>> main\n', 1],
    ['indented by a tool', '- A\n\n  <<<<<<< HEAD\n  B1\n  =======\n  B2\n  >>>>>>> main\n', 3],
    ['behind code', '```\n<<<<<<< HEAD\n```\n<<<<<<< HEAD\n', 4],
  ])('%s', (_, text, line) => {
    expect(left(text)).toMatchObject({ line })
  })
  test('what the file says is its own side', () => {
    expect(left(marked)?.mine).toBe('A\n\nB1\n\nC\n')
  })
})

describe('what only looks like a marker is text', () => {
  test.each([
    ['a heading with seven signs below', 'Flour\n=======\n\nWater\n'],
    ['code that shows a conflict', 'A conflict:\n\n```diff\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n```\n'],
    ['indented code', 'A\n\n    <<<<<<< HEAD\n'],
    ['seven quotes', '>>>>>>> deep\n'],
    ['more signs, or other ones', '<<<<<<<< x\n<<<<<<<x\n|||||||\n======\n'],
    ['an empty row of a table', '| a |\n| - |\n||||||| x\n'],
  ])('%s', (_, text) => {
    expect(left(text)).toBeNull()
  })
})
