import { describe, expect, test } from 'vitest'
import type { Fields, LinkPart } from '../../src/model/index.ts'
import { changes, live, planned, refs, remembered, text, told, want } from './values.ts'

const link = (key: string, more: Partial<LinkPart> = {}): LinkPart => ({ link: { kind: 'article', key }, ...more })
const linking = (title: string, part: LinkPart): Fields => ({
  title,
  body: { parts: ['<p>See <a href="', part, '">it</a></p>'] },
})
const bread: Fields = { title: 'Bread', body: text('Flour, water, salt') }
const all = { prune: true, allow: new Set(['deletes', 'updates'] as const) }

describe('what others say of something that was renamed is the same as before', () => {
  const moved = [want('article', 'loaf', bread)]
  const there = [live('article', '1', bread)]
  const known = [remembered('article', 'bread', '1', bread)]

  test('a link to it is not written again, only remembered in the new key', () => {
    const drawn = planned(
      [...moved, want('article', 'page', linking('Page', link('loaf', { anchor: 'Fees#0' })))],
      [...there, live('article', '2', linking('Page', link('@1', { fragment: 'h_1' })))],
      [
        ...known,
        remembered(
          'article',
          'page',
          '2',
          linking('Page', link('bread', { anchor: 'Fees#0' })),
          linking('Page', link('@1', { fragment: 'h_1' })),
        ),
      ],
      all,
    )
    expect(told(drawn)).toEqual(['adopt article:loaf from bread'])
    expect(drawn.remember.map(({ ref, base }) => [ref.key, base])).toEqual([
      ['page', linking('Page', link('loaf', { anchor: 'Fees#0' }))],
    ])
  })

  test('nor are a folder and a set that name it', () => {
    const shelf = (name: string): Fields => ({ name, parent: null })
    const filed = (folder: string, collection: string): Fields => ({
      ...bread,
      folder: { kind: 'folder', key: folder },
      collections: refs('collection', collection),
    })
    const drawn = planned(
      [
        want('folder', 'F2', shelf('Folder')),
        want('collection', 'c2', shelf('Shelf')),
        want('article', 'bread', filed('F2', 'c2')),
      ],
      [live('folder', '3', shelf('Folder')), live('collection', '4', shelf('Shelf')), live('article', '1', filed('@3', '@4'))],
      [
        remembered('folder', 'F1', '3', shelf('Folder')),
        remembered('collection', 'c1', '4', shelf('Shelf')),
        remembered('article', 'bread', '1', filed('F1', 'c1'), filed('@3', '@4')),
      ],
      all,
    )
    expect(told(drawn)).toEqual(['adopt collection:c2 from c1', 'adopt folder:F2 from F1'])
    expect(drawn.remember).toHaveLength(1)
  })

  test('its own text that links to itself by a heading is known, and one that leads to another heading is not', () => {
    const self = (key: string, anchor: string): Fields => linking(key, link(key, { anchor }))
    const on = (anchor: string): string[] =>
      told(
        planned(
          [want('article', 'new', self('new', anchor)), want('article', 'cake', { title: 'Cake' })],
          [live('article', '1', linking('old', link('@1', { fragment: 'h_1' }))), live('article', '2', { title: 'Cake' })],
          [
            remembered('article', 'old', '1', self('old', 'Fees#0'), linking('old', link('@1', { fragment: 'h_1' }))),
            remembered('article', 'cake', '2', { title: 'Cake' }),
          ],
          all,
        ),
      )
    expect(on('Fees#0')).toEqual(['update article:new title from old'])
    expect(on('Other#0')).toEqual(['create article:new', 'delete article:old'])
  })
})

describe('what is remembered of a translation whose file is gone', () => {
  const both: Fields = { ...bread, 'title@fr': 'Pain', 'body@fr': text('Farine') }

  test('stays remembered while another field is written: it is still ours to take off the site', () => {
    const drawn = planned(
      [want('article', 'bread', { ...bread, title: 'Rye' })],
      [live('article', '1', both)],
      [remembered('article', 'bread', '1', both)],
    )
    expect(changes(drawn)).toMatchObject([{ verb: 'update', fields: ['title'], base: { ...both, title: 'Rye' } }])
    expect(told(drawn)).toEqual(['update article:bread title', 'orphan article:bread'])
  })

  test('but a field that left the file of the other language is let go', () => {
    const drawn = planned(
      [want('article', 'bread', { title: 'Bread' })],
      [live('article', '1', both)],
      [remembered('article', 'bread', '1', both)],
    )
    expect(drawn.remember.map(({ base }) => base)).toEqual([{ title: 'Bread', 'title@fr': 'Pain', 'body@fr': text('Farine') }])
    expect(drawn.beside.map(({ why, says }) => [why, says.slice(0, 18)])).toEqual([
      ['unmanaged', 'body left the file'],
      ['orphan', 'its fr file is gon'],
    ])
  })
})

describe('a rename', () => {
  test('of an article somebody edited in Intercom is told by what we last wrote, and the edit is said', () => {
    const drawn = planned(
      [want('article', 'loaf', bread)],
      [live('article', '1', { ...bread, title: 'Their bread' })],
      [remembered('article', 'bread', '1', bread)],
      all,
    )
    expect(told(drawn)).toEqual(['adopt article:loaf from bread', 'drift article:loaf'])
  })

  test('is none between kinds, nor to a file that was there before', () => {
    const snippet: Fields = { title: 'Bread', locale: 'en', body: bread['body'] ?? null }
    const drawn = planned(
      [want('snippet', 'bread@en', snippet), want('article', 'copy', bread)],
      [live('article', '1', bread), live('article', '2', bread)],
      [remembered('article', 'bread', '1', bread), remembered('article', 'copy', '2', bread)],
      all,
    )
    expect(told(drawn)).toEqual(['create snippet:bread@en', 'delete article:bread'])
  })

  test('of a tag or an author is none: their names are what they are', () => {
    const tag = (name: string): Fields => ({ name })
    const drawn = planned(
      [want('tag', 'oat', tag('oat'))],
      [live('tag', '3', tag('rye'))],
      [remembered('tag', 'rye', '3', tag('rye'))],
    )
    expect(told(drawn)).toEqual(['create tag:oat', 'orphan tag:rye'])
  })

  test('into one of two files alike names both pasts where there are two', () => {
    const twins = ['a', 'b'].map((key, n) => remembered('article', key, `${n + 1}`, bread))
    const drawn = planned(
      [want('article', 'c', bread)],
      ['1', '2'].map((id) => live('article', id, bread)),
      twins,
      all,
    )
    expect(drawn.beside.map(({ key, says }) => `${key}: ${says}`)).toEqual([
      'a: its file is gone; article:c may be it under another name, so it is kept until that is said',
      'b: its file is gone; article:c may be it under another name, so it is kept until that is said',
      'c: it may be a, b under another name; say which: content-sync ledger bind article:c <id>',
    ])
  })
})
