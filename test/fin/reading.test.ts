import { describe, expect, test } from 'vitest'
import { fieldsOf, keysOf, read, said, the } from '../sides/files/repository.ts'
import { bakery, options, tree } from './bakery.ts'

const refunds = 'intercom/articles/orders/refunds-101'
const hours = 'intercom/articles/orders/pickup/hours-102'

describe("a help center in Intercom's git layout is read as it is", () => {
  test('every folder with texts is one article or snippet, and the paths of collections are collections', async () => {
    const world = await read(tree, options)
    expect(world.findings.filter(({ severity }) => severity !== 'note')).toEqual([])
    expect(keysOf(world, 'article')).toEqual(['orders/pickup/hours-102', 'orders/refunds-101', 'uncategorized/news'])
    expect(keysOf(world, 'snippet')).toEqual(['hours-4409999@en'])
    expect(keysOf(world, 'collection')).toEqual(['orders', 'orders/pickup'])
  })

  test('its words mean what ours mean, in each locale', async () => {
    const { body, 'body@fr': french, ...fields } = fieldsOf(await read(tree, options), 'article', 'orders/refunds-101')
    expect([body, french]).not.toContain(undefined)
    expect(fields).toEqual({
      title: 'Refunds',
      description: '',
      state: 'published',
      agent: true,
      copilot: true,
      sales: false,
      collections: [{ kind: 'collection', key: 'orders' }],
      'title@fr': 'Remboursements',
      'state@fr': 'draft',
    })
  })

  test('the id of a folder is the identity of what it holds; a blank one is none', async () => {
    const world = await read(tree, options)
    expect(the(world, 'article', 'orders/refunds-101').pinned).toBe('101')
    expect(the(world, 'snippet', 'hours-4409999@en').pinned).toBe('4409999')
    expect(the(world, 'article', 'uncategorized/news').pinned).toBeUndefined()
  })

  test('a link that names an article leads to it, whatever its address says, and keeps its anchor', async () => {
    const world = await read(tree, options)
    const links = (key: string): unknown[] =>
      (fieldsOf(world, 'article', key)['body'] as { parts: unknown[] }).parts.filter((part) =>
        JSON.stringify(part).includes('"link"'),
      )
    expect(links('orders/refunds-101')).toEqual([{ link: { kind: 'article', key: 'orders/pickup/hours-102' }, locale: 'en' }])
    expect(links('orders/pickup/hours-102')).toEqual([
      { link: { kind: 'article', key: 'orders/refunds-101' }, locale: 'en', anchor: 'Fees#0' },
    ])
  })

  test('a link that names what no file has keeps its address, and that is said', async () => {
    const text = bakery[`${refunds}/en.md`]?.replace('article:102', 'article:999') ?? ''
    const world = await read({ ...tree, [`${refunds}/en.md`]: text }, options)
    expect(said(world)).toContain(
      `${refunds}/en.md:18 warning link to article 999: no file here has that id; its address stays as it is written`,
    )
    expect(JSON.stringify(fieldsOf(world, 'article', 'orders/refunds-101')['body'])).toContain(
      'https://help.example.test/en/articles/102-hours',
    )
  })

  test('what is in no collection stays in none: the folder uncategorized is no collection', async () => {
    const world = await read(tree, options)
    expect(fieldsOf(world, 'article', 'uncategorized/news')['collections']).toEqual([])
    const without = Object.fromEntries(Object.entries(tree).filter(([file]) => !file.includes('news/meta.yaml')))
    expect(fieldsOf(await read(without, options), 'article', 'uncategorized/news')['collections']).toBeUndefined()
  })

  test('an article in two collections, and in those of another help center, is filed in ours only', async () => {
    const meta = `---\nid: art_102\ncollections:\n- help_center: 4614629\n  path: orders/pickup\n- help_center: 4614629\n  path: orders\n- help_center: 777\n  path: cakes\ndefault_locale: en\n---\n`
    const world = await read({ ...tree, [`${hours}/meta.yaml`]: meta }, options)
    expect(fieldsOf(world, 'article', 'orders/pickup/hours-102')['collections']).toEqual([
      { kind: 'collection', key: 'orders/pickup' },
      { kind: 'collection', key: 'orders' },
    ])
    expect(keysOf(world, 'collection')).toEqual(['orders', 'orders/pickup'])
    expect(said(world)).toContain(
      `${hours}/meta.yaml:9 warning collections: help center 777 is another one than 4614629; kept as it is, not applied`,
    )
  })

  test('what is only in other help centers is not taken out of where it is here', async () => {
    const meta = `---\nid: art_102\ncollections:\n- help_center: 777\n  path: cakes\ndefault_locale: en\n---\n`
    const world = await read({ ...tree, [`${hours}/meta.yaml`]: meta }, { ...options })
    expect(fieldsOf(world, 'article', 'orders/pickup/hours-102')['collections']).toBeUndefined()
  })

  test('an intercom-block is not sent as a line of text: the article is left alone, and the line said', async () => {
    const text = `${bakery[`${hours}/en.md`] ?? ''}\n:::intercom-block data="eyJ0eXBlIjoiY2FyZCJ9"\n:::\n`
    const world = await read({ ...tree, [`${hours}/en.md`]: text }, options)
    expect(the(world, 'article', 'orders/pickup/hours-102').broken).toBe(true)
    expect(said(world).find((line) => line.includes('intercom-block'))).toMatch(
      /en\.md:10 error expected blocks that can be sent/u,
    )
  })

  test('what has no word here is said once a word, with how many files have it', async () => {
    expect(said(await read(tree, options)).filter((line) => line.includes(' note '))).toEqual([
      `${hours}/meta.yaml:7 note target_user_type: stays as it is, and is not applied (2 files)`,
      `${refunds}/en.md:8 note with_table_of_contents: stays as it is, and is not applied (2 files)`,
      `${refunds}/meta.yaml:8 note exclude_from_home_screen_suggestions: stays as it is, and is not applied (1 file)`,
      `${refunds}/meta.yaml:9 note show_related_articles: stays as it is, and is not applied (1 file)`,
      'intercom/snippets/hours-4409999/en.md:4 note author_id: stays as it is, and is not applied (1 file)',
    ])
  })
})
