import { expect, test } from 'vitest'
import { memory, page, put, readFrom, repository } from './repository.ts'

test('an unchanged repository is read again without parsing, to the same world; an edit parses one file', async () => {
  const root = repository({
    'content/articles/a.md': page('A', 'tags: [rye]\n', '[b](b.md#two)\n\n<script>x</script>\n'),
    'content/articles/b.md': page('B', '', '## Two\n'),
    'content/snippets/s.md': page('S'),
  })
  const cache = memory()
  const first = await readFrom(root, { cache })
  const second = await readFrom(root, { cache })
  expect([first.parsed, second.parsed]).toEqual([3, 0])
  expect({ ...second, parsed: 3 }).toEqual(first)
  put(root, { 'content/articles/b.md': page('B', '', '## Three\n') })
  const third = await readFrom(root, { cache })
  expect(third.parsed).toBe(1)
  expect(third.findings.map(({ rule }) => rule)).toContain('links/anchor')
})

test('one text as article and as snippet is parsed as each', async () => {
  const text = page('A', '', '| a |\n|---|\n| b |\n')
  const world = await readFrom(repository({ 'content/articles/a.md': text, 'content/snippets/a.md': text }))
  expect(world.parsed).toBe(2)
  expect(world.findings.map(({ file }) => file)).toEqual(['content/snippets/a.md'])
})
