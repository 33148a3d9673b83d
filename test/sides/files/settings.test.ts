import { expect, test } from 'vitest'
import { fieldsOf, keysOf, page, read, said, the } from './repository.ts'

const folder = (key: string) => ({ kind: 'folder', key })

test('folders.yaml is a tree, and an article is filed by the path of names', async () => {
  const world = await read({
    'config/folders.yaml':
      '- name: Product\n  emoji: 🥖\n  children:\n    - name: Billing\n      description: Money\n- name: Drafts\n  key: d\n',
    'content/articles/fees.md': page('Fees', 'folder: Product/Billing\n'),
    'content/articles/idea.md': page('Idea', 'folder: Drafts\n'),
    'content/articles/out.md': page('Out', 'folder: null\n'),
  })
  expect(said(world)).toEqual([])
  expect(fieldsOf(world, 'folder', 'Product')).toEqual({ name: 'Product', emoji: '🥖', parent: null })
  expect(fieldsOf(world, 'folder', 'Product/Billing')).toEqual({
    name: 'Billing',
    description: 'Money',
    parent: folder('Product'),
  })
  expect(fieldsOf(world, 'article', 'fees')['folder']).toEqual(folder('Product/Billing'))
  expect(fieldsOf(world, 'article', 'idea')['folder']).toEqual(folder('d'))
  expect(fieldsOf(world, 'article', 'out')['folder']).toBeNull()
})

test('an unknown folder is an error, with or without a folders.yaml', async () => {
  const article = { 'content/articles/fees.md': page('Fees', 'folder: Prodct\n') }
  expect(said(await read(article))).toEqual([
    'content/articles/fees.md:3 error folder "Prodct": there is no folders.yaml to list it; add that file with this folder',
  ])
  expect(said(await read({ ...article, 'config/folders.yaml': '- name: Product\n' }))).toEqual([
    'content/articles/fees.md:3 error folder "Prodct" is not in folders.yaml (did you mean "Product"?)',
  ])
})

test('import sources are known by their URL and synced by us', async () => {
  const world = await read({
    'config/import-sources.yaml': '- url: https://bakery.test/\n  status: active\n  audiences: [Regulars]\n',
  })
  expect(fieldsOf(world, 'import-source', 'https://bakery.test/')).toEqual({
    url: 'https://bakery.test/',
    status: 'active',
    audiences: [{ kind: 'audience', key: 'Regulars' }],
    sync: 'api',
  })
})

test('once tags.yaml is there, a tag it does not list is an error', async () => {
  const world = await read({
    'config/tags.yaml': '- Rye\n- Spelt\n',
    'content/articles/a.md': page('A', 'tags: [rye, spetl]\n'),
  })
  expect(said(world)).toEqual(['content/articles/a.md:3 error tag "spetl" is not in tags.yaml (did you mean "spelt"?)'])
  expect(the(world, 'tag', 'rye')).toEqual({
    kind: 'tag',
    key: 'rye',
    fields: { name: 'Rye' },
    origin: { file: 'config/tags.yaml', line: 1, lines: { name: 1 } },
  })
})

test.each([
  [
    'folders.yaml',
    '- nmae: Product\n',
    '1 error nmae: expected one of name, description, emoji, key, children (did you mean "name"?)',
  ],
  ['folders.yaml', '- description: x\n', '1 error name: expected text, got nothing'],
  ['folders.yaml', 'name: Product\n', '1 error expected a list, got a map'],
  ['folders.yaml', '- name: A\n  children: B\n', '2 error children: expected a list, got "B"'],
  [
    'folders.yaml',
    '- name: A\n- name: a\n',
    '2 error name "a" is the same in the same place as config/folders.yaml:1; keep one, or tell them apart',
  ],
  [
    'folders.yaml',
    '- name: A\n  key: x\n- name: B\n  key: x\n',
    '3 error folder "x" has the same key as config/folders.yaml:1; keep one, or tell them apart',
  ],
  ['folders.yaml', '- name: A\n\t- name: B\n', '2 error YAML: expected spaces, got a tab; indent with spaces'],
  ['folders.yaml', '- &a\n  name: A\n  children: [*a]\n', '3 error YAML: *a stands inside of itself, a circle'],
  ['tags.yaml', '- Rye\n- rye\n', '2 error tag "rye" has the same key as config/tags.yaml:1; keep one, or tell them apart'],
  ['import-sources.yaml', '- url: https://a.test\n  status: off\n', '2 error status: expected active or deactivated, got "off"'],
  ['import-sources.yaml', '- url: nope\n', '1 error url: expected an address such as https://example.com, got "nope"'],
  ['collections.yaml', '- name: {en: A, xx: B}\n', '1 error name.xx: "xx" is no locale Intercom knows'],
  [
    'collections.yaml',
    '- name: A\n  children:\n  - name: B\n    children:\n    - name: C\n      children:\n      - name: D\n',
    '7 error "D" is 4 levels deep; Intercom nests 3',
  ],
])('%s with a mistake says the line, what was expected and what was found', async (file, text, message) => {
  const world = await read({ [`config/${file}`]: text })
  const found = said(world)
  expect(
    found.some((one) => one.startsWith(`config/${file}:${message}`)),
    found.join('\n'),
  ).toBe(true)
})

test('audiences.yaml with predicates says that they are not applied, names alone are fine', async () => {
  expect(said(await read({ 'config/audiences.yaml': '- name: Regulars\n' }))).toEqual([])
  expect(said(await read({ 'config/audiences.yaml': '- name: Regulars\n  predicates: []\n' }))).toEqual([
    'config/audiences.yaml:2 warning predicates: is not applied; audiences are made in Intercom and referred to by name',
  ])
})

test('a settings file with a name that is nearly right is told', async () => {
  expect(said(await read({ 'config/folder.yaml': '- name: A\n' }))).toEqual([
    'config/folder.yaml:1 warning is not read (did you mean "folders.yaml"?)',
  ])
})

test('a settings file that cannot be read takes its kind out of deletes and blames nobody else', async () => {
  const world = await read({
    'config/folders.yaml': '- name: "Product\n',
    'content/articles/fees.md': page('Fees', 'folder: Product\n'),
  })
  expect(said(world).length).toBe(1)
  expect(world.complete.has('folder')).toBe(false)
  expect(world.complete.has('article')).toBe(true)
  expect(the(world, 'article', 'fees').broken).toBe(true)
})

test('one wrong entry leaves the others as they are', async () => {
  const world = await read({ 'config/folders.yaml': '- name: A\n- name: [x]\n- name: C\n  emoji: {}\n' })
  expect(keysOf(world, 'folder')).toEqual(['A', 'C'])
  expect(the(world, 'folder', 'A').broken).toBeUndefined()
  expect(the(world, 'folder', 'C').broken).toBe(true)
})

test('no folder at all is no error', async () => {
  const world = await read({ 'README.md': 'hello' })
  expect([world.resources, world.findings, world.files]).toEqual([[], [], 0])
})
