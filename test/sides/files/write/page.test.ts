import { describe, expect, test } from 'vitest'
import { editPage, newPage } from '../../../../src/sides/files/write/page.ts'

const same = (title: string): { before: string; after: string } => ({ before: title, after: title })
const page = '---\ntitle: Bread # the sign\nowner: ana\n---\n\nFlour   and water.\n\n* Rye\n* Spelt\n\nBake it.\n'
const before = 'Flour and water.\n\n- Rye\n- Spelt\n\nBake it.\n'

describe('an edit made in Intercom changes the lines it is about, and no other', () => {
  test('a paragraph, in a file that spells its lists in its own way', () => {
    const after = before.replace('Bake it.', 'Bake it long.')
    expect(editPage(page, { set: [], title: same('Bread'), body: after })).toBe(page.replace('Bake it.', 'Bake it long.'))
  })
  test('a paragraph the file spells in its own way gives way to the new words', () => {
    const after = before.replace('and water', 'and milk')
    expect(editPage(page, { set: [], title: same('Bread'), body: after })).toBe(
      page.replace('Flour   and water.', 'Flour and milk.'),
    )
  })
  test('a title in front matter, and a word the file did not have', () => {
    expect(editPage(page, { set: [{ path: ['state'], value: 'published' }], title: { before: 'Bread', after: 'Loaf' } })).toBe(
      page.replace('title: Bread', 'title: Loaf').replace('owner: ana\n', 'owner: ana\nstate: published\n'),
    )
  })
  test('a title that is the first heading, which the body does not hold', () => {
    const headed = '\n# Bread #\n\nFlour.\n'
    expect(editPage(headed, { set: [], title: { before: 'Bread', after: 'Loaf $&' }, body: 'Milk.\n' })).toBe(
      '\n# Loaf $& #\n\nMilk.\n',
    )
    expect(editPage(headed, { set: [{ path: ['state'], value: 'draft' }], title: same('Bread') })).toBe(
      '---\nstate: draft\n---\n\n\n# Bread #\n\nFlour.\n',
    )
  })
  test('line ends of another system and a byte order mark stay', () => {
    const windows = `\uFEFF${page.replaceAll('\n', '\r\n')}`
    const after = before.replace('Bake it.', 'Bake it.\n\nEat it.')
    expect(editPage(windows, { set: [{ path: ['owner'], value: 'ben' }], title: same('Bread'), body: after })).toBe(
      windows.replace('ana', 'ben').replace('Bake it.', 'Bake it.\r\n\r\nEat it.'),
    )
  })
  test('empty front matter is filled', () => {
    expect(editPage('---\n---\nFlour.\n', { set: [{ path: ['title'], value: 'Bread' }], title: same('') })).toBe(
      '---\ntitle: Bread\n---\nFlour.\n',
    )
  })
})

test('a new page has its words, a line between, and its text', () => {
  expect(
    newPage(
      [
        { path: ['title'], value: 'Bread: how' },
        { path: ['fin', 'agent'], value: true },
      ],
      'Flour.\n\n',
    ),
  ).toBe('---\ntitle: "Bread: how"\nfin: {agent: true}\n---\n\nFlour.\n')
})
