import { expect, test } from 'vitest'
import { page, read, said, the } from './repository.ts'

test('two files with one key are an error that names both', async () => {
  const world = await read({
    'content/articles/a.md': page('A'),
    'content/articles/b.md': page('B', 'key: a\n'),
  })
  expect(said(world)).toEqual([
    'content/articles/b.md:1 error article "a" is content/articles/a.md already; rename one of them, or give it another key:',
  ])
  expect(the(world, 'article', 'a').broken).toBe(true)
})

test('refunds.md and refunds.en.md are the same article', async () => {
  const world = await read({ 'content/articles/refunds.md': page('A'), 'content/articles/refunds.en.md': page('B') })
  expect(said(world).length).toBe(1)
})

test('one title twice in one collection is an error; in two collections, two locales or none it is not', async () => {
  const world = await read({
    'content/articles/bread/a.md': page('Rye'),
    'content/articles/bread/b.md': page('  rye '),
    'content/articles/cake/a.md': page('Rye'),
    'content/articles/x.md': page('Rye'),
    'content/articles/y.md': page('Rye'),
    'content/articles/bread/c.md': page('Spelt'),
    'content/articles/bread/c.fr.md': page('Rye'),
  })
  expect(said(world)).toEqual([
    'content/articles/bread/b.md:1 error title "rye" is the same in the same place as content/articles/bread/a.md:1; keep one, or tell them apart (another name, or a key: of its own)',
  ])
})

test('a title may stand twice in one collection where all but one of the files name their key', async () => {
  const world = await read({
    'content/articles/bread/a.md': page('Rye', 'key: first\n'),
    'content/articles/bread/b.md': page('Rye'),
    'content/articles/bread/c.md': page('Rye', 'key: third\n'),
  })
  expect(said(world)).toEqual([])
  const others = await read({
    'content/articles/bread/a.md': page('Rye', 'key: first\n'),
    'content/articles/bread/b.md': page('Rye'),
    'content/articles/bread/c.md': page('Rye'),
  })
  expect(said(others)).toHaveLength(1)
})

test('names that look alike in two Unicode forms are one file to us', async () => {
  const world = await read({ 'content/articles/Opl\u00e0.md': page('A'), 'content/articles/Opla\u0300.md': page('B') })
  expect(said(world).length).toBe(1)
})
