import { describe, expect, test } from 'vitest'
import { fromBodyMarkdown, toBodyMarkdown, toSnippet } from '../../src/prose/index.ts'
import { files } from './files.ts'
import { fill, wire } from './resolved.ts'

const attachment = ':::attachment href="https://downloads.intercomcdn.com/i/o/1/menu.pdf" name="Menu" size="12" id="7"\n:::'

describe.each([
  ['a file to download', attachment],
  ['a list of them', `:::attachments\n${attachment}\n:::`],
  ["a block of Intercom's own connector", ':::intercom-block data="cnllICYgc3BlbHQ="\n:::'],
  ['one on a single line', ':::intercom-block data="cnllICYgc3BlbHQ="'],
  ['a directive nobody knows', ':::poll kind="one"\nRye or **spelt**?\n\n- a | `b`\n:::'],
  ['one in a callout', ':::callout backgroundColor="#e3e7fa80" borderColor="#334bfa33"\n\na\n\n:::poll kind="one"\nb\n:::\n:::'],
  ['one in an item', '- a\n\n  :::poll kind="one"\n  b\n  :::\n\n- c'],
  ['a video of a host nobody knows', ':::video id="x" provider="bakery"\n:::'],
])('%s in the text of a snippet', (_, block) => {
  const parts = fromBodyMarkdown(`Open **daily**\n\n${block}\n\nLate\n`, wire)

  test('is sent as it came', () => {
    expect(toBodyMarkdown(parts, fill)).toBe(`Open **daily**\n\n${block}\n\nLate\n`)
    expect(fromBodyMarkdown(toBodyMarkdown(parts, fill), wire)).toEqual(parts)
  })

  test('is none a file holds, and is said with its line', () => {
    const { markdown, blocks } = toSnippet(parts, files)
    expect(markdown).toBe('')
    expect(blocks.map(({ fate, line }) => [fate, line]).slice(0, 2)).toEqual([
      ['lossless', 1],
      ['lossy', 3],
    ])
  })
})
