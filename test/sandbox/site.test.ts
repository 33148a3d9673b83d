import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ask } from './ask.ts'

let sandbox: Sandbox
let pictures: Server
let picture: string
let author: number

beforeEach(async () => {
  pictures = createServer((asked, answer) => {
    answer.writeHead(asked.url === '/loaf.png' ? 200 : 404, { 'Content-Type': 'image/png' })
    answer.end('the bytes of a loaf')
  })
  await new Promise<void>((resolve) => pictures.listen(0, '127.0.0.1', resolve))
  picture = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}/loaf.png`
  sandbox = await startSandbox()
  author = Number((await ask(sandbox, 'GET', '/me')).body['id'])
})
afterEach(async () => {
  await sandbox.close()
  pictures.close()
})

const article = async (fields: Record<string, unknown>) =>
  (await ask(sandbox, 'POST', '/articles', { title: 'Rye bread', author_id: author, state: 'published', ...fields })).body
const seen = async (path: string) => {
  const answer = await fetch(sandbox.helpCenter + path)
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}
const source = (body: unknown): string => String(/src="([^"]*)"/.exec(String(body))?.[1]).replace(/&amp;/g, '&')

test('an image on this machine is fetched once it is written, kept, and shown by the page', async () => {
  const made = await article({ body: `<p><img src="${picture}" alt="loaf"></p>` })
  const { html } = await seen(`/en/articles/${String(made['id'])}`)
  const shown = /src="(\/i\/o\/[^"]*)"/.exec(html)?.[1]
  const image = await fetch(sandbox.url + String(shown))
  expect([image.headers.get('content-type'), await image.text()]).toEqual(['image/png', 'the bytes of a loaf'])
})

test('an image that is not there refuses the whole request', async () => {
  const refused = await ask(sandbox, 'POST', '/articles', {
    title: 'Rye',
    author_id: author,
    body: `<img src="${picture.replace('loaf', 'cake')}">`,
  })
  expect(refused.status).toBe(400)
  expect(sandbox.control.state().articles).toEqual([])
})

test('the address of an image is signed anew on every read, and sending any of them back keeps the image', async () => {
  const made = await article({ body: `<p><img src="${picture}"></p>` })
  const again = await ask(sandbox, 'GET', `/articles/${String(made['id'])}`)
  const [first, second] = [source(made['body']), source(again.body['body'])]
  expect(second).not.toBe(first)
  expect(second.split('?')[0]).toBe(first.split('?')[0])
  const bare = String(first.split('?')[0])
  for (const address of [first, bare]) {
    const kept = await ask(sandbox, 'PUT', `/articles/${String(made['id'])}`, {
      body: `<p><img src="${address.replace(/&/g, '&amp;')}"></p>`,
    })
    expect(source(kept.body['body']).split('?')[0]).toBe(bare)
  }
  expect(sandbox.control.state().images.length).toBe(1)
})

test('an image elsewhere is taken over without being fetched, or refused where the switch says so', async () => {
  const body = '<p><img src="https://nowhere.invalid/a.png"></p>'
  const made = await article({ body })
  const path = new URL(source(made['body'])).pathname
  expect(await (await fetch(sandbox.url + path)).text()).toContain('https://nowhere.invalid/a.png')
  sandbox.control.switches({ imageFetch: 'refuse' })
  expect((await ask(sandbox, 'POST', '/articles', { title: 'Rye', author_id: author, body })).status).toBe(400)
})

test('the page shows collections with their published articles, drafts apart, in each language', async () => {
  const made = (
    await ask(sandbox, 'POST', '/help_center/collections', { name: 'Bread', translated_content: { fr: { name: 'Pain' } } })
  ).body
  await article({ parent_ids: [Number(made['id'])], translated_content: { fr: { title: 'Pain de seigle', state: 'published' } } })
  await article({ title: 'Not yet', state: 'draft' })
  const english = (await seen('')).html
  expect(english).toContain('Rye bread')
  expect(english.indexOf('Not yet')).toBeGreaterThan(english.indexOf('Drafts'))
  const french = (await seen('/fr')).html
  expect(french).toMatch(/Pain<\/h2>|Pain\s*<\/h2>/)
  expect(french).toContain('Pain de seigle')
  expect(french).not.toContain('Rye bread')
})

test('the page shows what is inside the workspace', async () => {
  await ask(sandbox, 'POST', '/folders', { folder: { name: 'Recipes' } })
  await ask(sandbox, 'POST', '/content_snippets', { title: 'Hours', body_markdown: 'From six to six' })
  await ask(sandbox, 'POST', '/ai/content_import_sources', { sync_behavior: 'api', url: 'https://bakery.example' })
  const { html } = await seen('/en/inside')
  for (const word of ['Recipes', 'From six to six', 'https://bakery.example', 'Trial users', 'ana@example.com'])
    expect(html).toContain(word)
})

test('links into the help center lead to the local page', async () => {
  const target = await article({ title: 'Flour' })
  const made = await article({ body: `<p><a href="${String(target['url'])}">flour</a></p>` })
  const { html } = await seen(`/en/articles/${String(made['id'])}-rye-bread`)
  const href = /href="(\/help\/en\/articles\/[^"]*)" class="intercom-content-link"/.exec(html)?.[1]
  expect((await fetch(sandbox.url + String(href))).status).toBe(200)
})

test('titles and names cannot become markup, and the page runs nothing', async () => {
  const evil = '<img src=x onerror=alert(1)>'
  await ask(sandbox, 'POST', '/help_center/collections', { name: evil, description: evil })
  await ask(sandbox, 'POST', '/folders', { folder: { name: evil, description: evil, emoji: evil } })
  await ask(sandbox, 'POST', '/tags', { name: evil })
  await ask(sandbox, 'POST', '/content_snippets', { title: evil, body_markdown: evil })
  const made = await article({
    title: evil,
    description: evil,
    body: '<p>a</p><script>alert(1)</script><p onclick="alert(1)">b</p>',
  })
  for (const path of ['', '/en/inside', `/en/articles/${String(made['id'])}`]) {
    const { html, headers } = await seen(path)
    expect(html).not.toContain('<img')
    expect(html).not.toContain('<script')
    expect(html).not.toContain('onclick')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  }
})

test.each(['/xx', '/en/articles/1', '/xx/inside'])('%s is a page that says it is not here', async (path) => {
  expect((await seen(path)).status).toBe(404)
})

test('a teammate who edits in the browser leaves a version by that name, and the blocks nobody touched as they were', async () => {
  const made = await article({ body: `<p>Rye.</p><p><img src="${picture}" alt="loaf"></p><p>Bake it.</p>` })
  const path = `/en/articles/${String(made['id'])}`
  expect((await seen(path)).html).toContain(`href="/help${path}/edit"`)
  const { html, headers } = await seen(`${path}/edit`)
  const script = /<script>([^]*)<\/script>/.exec(html)?.[1] ?? ''
  expect(headers.get('content-security-policy')).toContain(createHash('sha256').update(script).digest('base64'))
  const shown = String(/<div class="body"[^>]*>([^]*?)<\/div>\s*<\/article>/.exec(html)?.[1])
  const form = new FormData()
  form.set('admin', 'ana@example.com')
  form.set('title', 'Dark rye bread')
  form.set('body', shown.replace('Bake it.', 'Bake it long.'))
  const sent = (from: Record<string, string> = {}) =>
    fetch(`${sandbox.helpCenter}${path}/edit`, { method: 'POST', body: form, headers: from, redirect: 'manual' })
  expect((await sent({ 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
  expect((await sent()).status).toBe(303)
  const now = (await ask(sandbox, 'GET', `/articles/${String(made['id'])}`)).body
  const bare = (body: unknown): string => String(body).replace(/\?[^"]*"/g, '"')
  expect(now['title']).toBe('Dark rye bread')
  expect(bare(now['body'])).toBe(bare(made['body']).replace('Bake it.', 'Bake it long.'))
  const versions = await ask(sandbox, 'GET', `/articles/${String(made['id'])}/versions`)
  expect(JSON.stringify(versions.body)).toContain('1002')
})
