import { mkdirSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keysOf, page, put, read, readFrom, repository, said } from './repository.ts'

test('README.md, _names and .names are no content, and are told', async () => {
  const world = await read({
    'content/articles/a.md': page('A'),
    'content/articles/README.md': '# x',
    'content/articles/bread/readme.fr.md': '# x',
    'content/articles/_draft.md': '# x',
    'content/articles/_drafts/b.md': '# x',
    'content/articles/.hidden/c.md': '# x',
    'content/articles/notes.txt': 'x',
  })
  expect(keysOf(world, 'article')).toEqual(['a'])
  expect(keysOf(world, 'collection')).toEqual([])
  expect(world.ignored).toEqual([
    'content/articles/.hidden/c.md',
    'content/articles/README.md',
    'content/articles/_draft.md',
    'content/articles/_drafts/b.md',
    'content/articles/bread/readme.fr.md',
  ])
})

test('.syncignore has the syntax of .gitignore, in any folder, the deepest deciding', async () => {
  const world = await read({
    '.syncignore': '*.draft.md\n/content/articles/old/\n',
    'content/articles/.syncignore': 'secret*\n!secret-sauce.md\n',
    'content/articles/bread/.syncignore': '!secret.md\n/rye.md\n',
    'content/articles/a.md': page('A'),
    'content/articles/a.draft.md': page('A2'),
    'content/articles/old/b.md': page('B'),
    'content/articles/secret.md': page('C'),
    'content/articles/secret-sauce.md': page('D'),
    'content/articles/bread/secret.md': page('E'),
    'content/articles/bread/rye.md': page('F'),
    'content/articles/bread/spelt/rye.md': page('G'),
  })
  expect(keysOf(world, 'article')).toEqual(['a', 'bread/secret', 'bread/spelt/rye', 'secret-sauce'])
  expect(world.ignored.length).toBe(4)
})

test('the digest of roots and rules changes with them and with nothing else', async () => {
  const root = repository({ '.syncignore': 'x\n', 'content/articles/a.md': page('A') })
  const digest = async (options = {}): Promise<string> => (await readFrom(root, options)).rootsDigest
  const before = await digest()
  put(root, { 'content/articles/b.md': page('B') })
  expect(await digest()).toBe(before)
  expect(await digest({ content: { articles: 'content' } })).not.toBe(before)
  put(root, { '.syncignore': 'y\n' })
  expect(await digest()).not.toBe(before)
})

test('a root inside of another keeps its files to itself', async () => {
  const world = await read(
    { 'articles/a.md': page('A'), 'articles/snippets/s.md': page('S') },
    { content: { articles: 'articles', snippets: 'articles/snippets' } },
  )
  expect([keysOf(world, 'article'), keysOf(world, 'snippet'), keysOf(world, 'collection')]).toEqual([['a'], ['s@en'], []])
})

test('the whole repository may be the root; what git and npm keep in it is no content', async () => {
  const world = await read(
    { 'a.md': page('A'), '.git/x.md': 'x', 'node_modules/m/x.md': 'x', 'config/folders.yaml': '- name: A\n' },
    { content: { articles: '.' } },
  )
  expect(said(world)).toEqual([])
  expect([keysOf(world, 'article'), world.ignored]).toEqual([['a'], []])
})

test('a root that is not named has no files and is not complete, so nothing of its kind is deleted', async () => {
  const world = await read({ 'content/snippets/s.md': page('S') }, { content: { articles: 'content/articles' } })
  expect(world.resources).toEqual([])
  expect([world.complete.has('snippet'), world.complete.has('article')]).toEqual([false, true])
})

test('symbolic links are not followed; one that leads out of the repository is an error', async () => {
  const root = repository({ 'content/articles/a.md': page('A'), 'elsewhere/b.md': page('B') })
  symlinkSync(join(root, 'elsewhere'), join(root, 'content/articles/inside'))
  symlinkSync(tmpdir(), join(root, 'content/articles/outside'))
  symlinkSync(join(root, 'gone'), join(root, 'content/articles/gone.md'))
  const world = await readFrom(root)
  expect(keysOf(world, 'article')).toEqual(['a'])
  expect(said(world)).toEqual([
    'content/articles/gone.md:1 warning a symbolic link to nothing; it is not followed',
    'content/articles/inside:1 warning a symbolic link; it is not followed, what it leads to is read where it is',
    'content/articles/outside:1 error a symbolic link out of the repository; it is not followed, put the file itself here',
  ])
})

test('a content folder that is a link out of the repository is not read, and nothing is deleted for it', async () => {
  const away = repository({ 'a.md': page('A') })
  const root = repository({ 'content/x.txt': '' })
  mkdirSync(join(root, 'content'), { recursive: true })
  symlinkSync(away, join(root, 'content/articles'))
  const world = await readFrom(root)
  expect(world.resources).toEqual([])
  expect(world.complete.has('article')).toBe(false)
  expect(said(world)).toEqual([
    'content/articles:1 error expected a folder of the repository, got a symbolic link out of it; nothing in it was read',
  ])
})

test('a root that is a file says so, and nothing is deleted for it', async () => {
  const world = await read({ 'content/articles': 'x' })
  expect(said(world)).toEqual(['content/articles:1 error expected a folder of content, got a file'])
  expect(world.complete.has('article')).toBe(false)
})
