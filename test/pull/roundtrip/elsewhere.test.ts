import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { counter, type Counter } from './counter.ts'

let shop: Counter
afterEach(() => shop.close())

const read = (path: string): string => readFileSync(join(shop.desk.root, path), 'utf8')
const textOf = (id: string): { title: string; html: string } | undefined => {
  const content = shop.sandbox.control.state().articles.find((one) => one.id === Number(id))?.contents['en']
  return content === undefined ? undefined : { title: content.title, html: content.body.html }
}
const htmlOf = (id: string): string => textOf(id)?.html ?? ''
const front = (title: string): string => `---
title: ${title}
state: published
author: ana@example.com
fin: {agent: true, copilot: true, sales: true}
body: intercom
---
`
const running = '<p>Rye</p><script>bake()</script><x-oven onclick="burn()">Hot</x-oven>'

describe('a text Markdown has no room for stays in Intercom, and its file says so', () => {
  test.each([
    ['2,000 nested levels', `${'<div class="x">'.repeat(2000)}Rye${'</div>'.repeat(2000)}`],
    ['a text of 5 MB', `<p>${'Flour and water. '.repeat(300_000)}</p>`],
  ])('%s', async (_, html) => {
    shop = await counter()
    const deep = await shop.article('Deep', '<p>Rye</p>')
    await shop.article('Bread', '<p>Flour</p>')
    shop.sandbox.control.plant(Number(deep), html)
    await shop.run('pull --yes')
    expect(read('content/articles/deep.md')).toBe(front('Deep'))
    expect(read('content/articles/bread.md')).toContain('\nFlour\n')
    await shop.quiet()
    // what stands before the text is still ours
    writeFileSync(join(shop.desk.root, 'content/articles/deep.md'), front('Deeper'))
    await shop.run('apply --yes')
    expect(textOf(deep)?.title).toBe('Deeper')
    expect(htmlOf(deep) === html).toBe(true)
    await shop.quiet()
  })

  test('one that outgrew Markdown leaves the file with the text it has, and is named', async () => {
    shop = await counter()
    const id = await shop.article('Bread', '<p>Flour</p>')
    await shop.article('Cake', '<p>Sugar</p>')
    await shop.run('pull --yes')
    shop.sandbox.control.plant(Number(id), `<p>${'Flour and water. '.repeat(100_000)}</p>`)
    await shop.web('PUT', '/articles/1002', { body: '<p>Butter</p>', author_id: 1002 })
    const { out } = await shop.run('pull --yes')
    expect(out).toContain('the file keeps the one it has')
    expect(read('content/articles/bread.md')).toContain('\nFlour\n')
    expect(read('content/articles/cake.md')).toContain('\nButter\n')
  })

  test.each([
    ['a table and an image', '| a | b |\n| --- | --- |\n| c | d |\n\n<img src="https://images.bakery.example/a.png">'],
    ['a file to download', ':::attachment href="https://downloads.intercomcdn.com/i/o/1/menu.pdf" name="Menu"\n:::'],
    ['a directive nobody knows', ':::poll kind="one"\nRye?\n:::'],
  ])('a snippet with what a snippet’s file cannot hold: %s', async (_, block) => {
    shop = await counter()
    await shop.web('POST', '/content_snippets', { title: 'Hours', body_markdown: 'Open', locale: 'en' })
    shop.sandbox.control.plantSnippet(1001, `Open\n\n${block}\n`)
    await shop.run('pull --yes')
    expect(read('content/snippets/hours.md')).toBe(
      '---\ntitle: Hours\nfin: {agent: false, copilot: false, sales: false}\nbody: intercom\n---\n',
    )
    await shop.quiet()
  })
})

describe('a text that runs code', () => {
  test('comes without it, and the block is named with its line', async () => {
    shop = await counter()
    shop.sandbox.control.plant(Number(await shop.article('Bread', '<p>Rye</p>')), running)
    const { out } = await shop.run('pull --yes')
    expect(read('content/articles/bread.md')).toContain('\nRye\n\n```html intercom\n<x-oven>Hot</x-oven>\n```\n')
    expect(out).toContain(
      'content/articles/bread.md: block at line 3 of the text (opaque): not carried: <script> and what is in it',
    )
  })

  test('stays in Intercom where the config wants all or nothing', async () => {
    shop = await counter({ pull: { lossy: 'metadata' } })
    const id = await shop.article('Bread', '<p>Rye</p>')
    await shop.article('Cake', '<p>Sugar</p>')
    shop.sandbox.control.plant(Number(id), running)
    await shop.run('pull --yes')
    expect(read('content/articles/bread.md')).toBe(front('Bread'))
    expect(read('content/articles/cake.md')).toContain('\nSugar\n')
    await shop.quiet()
    expect(htmlOf(id)).toBe(running)
  })
})

test('unclosed tags, scripts and handlers of one article leave the others alone', async () => {
  shop = await counter()
  const id = await shop.article('Bread', '<p>Rye</p>')
  await shop.article('Cake', '<p>Sugar</p>')
  const html =
    '<p>Rye <b>bread<ul><li>a<li>b<table><tr><td>c<img src="https://x.example/a.png" onerror="burn()"><a href="javascript:burn()">d</a><script>burn('
  shop.sandbox.control.plant(Number(id), html)
  await shop.run('pull --yes')
  const text = read('content/articles/bread.md')
  expect(text).toContain('**bread**')
  expect(text).not.toMatch(/burn|onerror|script/u)
  expect(read('content/articles/cake.md')).toContain('\nSugar\n')
})

test('a file that leaves its text to Intercom and has one all the same is an error with its line', async () => {
  shop = await counter()
  shop.desk.write('content/articles/bread.md', `${front('Bread')}\nRye\n`)
  const { out } = await shop.run('check', 65)
  expect(out).toContain('content/articles/bread.md:6')
  expect(out).toContain('body: expected no text below "body: intercom", which leaves it to Intercom; keep one of them')
})

test('a file that stops saying its text leaves it as it is in Intercom', async () => {
  shop = await counter()
  const id = await shop.article('Bread', '<p>Rye</p>')
  await shop.run('pull --yes')
  writeFileSync(join(shop.desk.root, 'content/articles/bread.md'), front('Bread'))
  await shop.run('apply --yes')
  expect(htmlOf(id)).toContain('Rye')
  await shop.web('PUT', `/articles/${id}`, { body: '<p>Spelt</p>', author_id: 1002 })
  await shop.run('pull --yes')
  expect(read('content/articles/bread.md')).toBe(front('Bread'))
  expect(htmlOf(id)).toContain('Spelt')
})
