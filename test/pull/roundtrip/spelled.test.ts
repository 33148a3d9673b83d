import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { counter, type Counter } from './counter.ts'

let shop: Counter
afterEach(() => shop.close())

const front = '---\ntitle: Rye\nstate: published\n---\n\n'
const read = (): string => readFileSync(join(shop.desk.root, 'content/articles/rye.md'), 'utf8').slice(front.length)
const html = (): string => shop.sandbox.control.state().articles[0]?.contents['en']?.body.html ?? ''

/** The text of a file after it was sent, edited by a teammate, and pulled. */
async function afterEdit(body: string, from: string, to: string): Promise<string> {
  shop = await counter({}, { switches: { imageFetch: 'none' } })
  shop.desk.write('content/articles/rye.md', front + body)
  await shop.run('apply --yes')
  expect(html()).toContain(from)
  await shop.web('PUT', '/articles/1001', { body: html().replace(from, to), author_id: 1002 })
  const edited = html()
  await shop.run('pull --yes --images urls')
  await shop.quiet()
  expect(html()).toBe(edited)
  return read()
}

describe('footnotes, which Intercom knows as text and a list', () => {
  const notes = '[^1]: Very old.\n[^spelt]: As old,\n    they say.\n'
  const body = `Rye is old.[^1] Spelt, too.[^spelt]\n\nOats are not.\n\nMore[^1].\n\n${notes}`

  test('stay footnotes where a teammate edits another paragraph', async () => {
    expect(await afterEdit(body, 'Oats are not', 'Oats may be')).toBe(body.replace('Oats are not', 'Oats may be'))
  })

  test('say what the teammate says who edits the paragraph with their marks', async () => {
    const text = await afterEdit(body, 'Spelt, too', 'Spelt, as well')
    expect(text).toMatch(/Rye is old\..* Spelt, as well\./u)
    expect(text).toContain('Very old.')
    expect(text).toContain('they say.')
  })

  test('say what the teammate says who edits a note', async () => {
    const text = await afterEdit(body, 'Very old', 'Older than old')
    expect(text).toContain('Older than old.')
    expect(text).not.toContain('Very old')
    expect(text).toContain('they say.')
  })

  test('go when the teammate takes away their paragraph and the notes', async () => {
    shop = await counter({}, { switches: { imageFetch: 'none' } })
    shop.desk.write('content/articles/rye.md', front + body)
    await shop.run('apply --yes')
    await shop.web('PUT', '/articles/1001', { body: '<p>Oats are not.</p>', author_id: 1002 })
    await shop.run('pull --yes')
    await shop.quiet()
    expect(read()).toBe('Oats are not.\n')
  })
})

describe('files to download, which Intercom knows as links', () => {
  const menu = 'https://downloads.intercomcdn.com/i/o/1/menu.pdf'
  const alone = `:::attachment href="${menu}" name="Menu" content_type="application/pdf" size="12" id="7"\n:::\n`
  const list = `:::attachments\n${alone}:::attachment href="https://mill.example/rye.pdf" name="Rye"\n:::\n:::\n`

  test.each([
    ['one', alone],
    ['a list of them', list],
    ['one without its closing line', `:::attachment href="${menu}" name="Menu"\n`],
    ['one in a callout', `:::callout grey\n${alone}:::\n`],
    ['one in an item', `- Menus\n\n  :::attachment href="${menu}" name="Menu"\n  :::\n`],
  ])('%s keeps every attribute where a teammate edits another paragraph', async (_, files) => {
    const body = `${files}\nOats are not.\n`
    expect(await afterEdit(body, 'Oats are not', 'Oats may be')).toBe(`${files}\nOats may be.\n`)
  })

  test('bear the name the teammate gives them, beside one nobody touched', async () => {
    const text = await afterEdit(`${list}\nOats.\n`, '>Rye<', '>Rye and spelt<')
    expect(text).toContain('Rye and spelt')
    expect(text).toContain(menu)
  })

  test('new ones come as what they are', async () => {
    const added = `<p><a href="${menu}">Menu</a></p><p><a href="https://downloads.intercomcdn.com/i/o/2/b.pdf">B</a></p>`
    expect(await afterEdit('Oats.\n', 'Oats.</p>', `Oats.</p>${added}`)).toBe(
      `Oats.\n\n:::attachment href="${menu}" name="Menu"\n:::\n\n:::attachment href="https://downloads.intercomcdn.com/i/o/2/b.pdf" name="B"\n:::\n`,
    )
  })
})
