import fc from 'fast-check'
import { fromHtml as treeOf } from 'hast-util-from-html'
import { toHtml as textOf } from 'hast-util-to-html'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fromHtml, fromMarkdown, toHtml, toMarkdown } from '../../src/prose/index.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ask } from '../sandbox/ask.ts'
import { files, looked } from './files.ts'
import { html } from './html.ts'
import { markdown, seeded } from './markdown.ts'
import { article, fill, resolved, wire } from './resolved.ts'

let sandbox: Sandbox
let author: number
beforeAll(async () => {
  sandbox = await startSandbox({ limit: '1000000/10s', switches: { imageFetch: 'none' } })
  author = Number((await ask(sandbox, 'GET', '/me')).body['id'])
})
afterAll(() => sandbox.close())

/** The elements a body consists of, each as its text. */
const blocksIn = (body: string): string[] => treeOf(body, { fragment: true }).children.map((node) => textOf(node))

const edited = (body: string): string => {
  const { markdown } = toMarkdown(fromHtml(body, wire), files)
  return toHtml(looked(fromMarkdown(`${markdown}\nBaked by hand.\n`, article).parts), fill)
}

test('a paragraph added to an article changes none of its other blocks', () => {
  fc.assert(
    fc.property(html, (source) => {
      const before = toHtml(fromHtml(source, wire), { ...fill, heading: () => null })
      expect(blocksIn(edited(before))).toEqual([...blocksIn(before), '<p>Baked by hand.</p>'])
    }),
    seeded(150),
  )
})

test('nor any block of what the workspace made of it', async () => {
  await fc.assert(
    fc.asyncProperty(markdown, async (source) => {
      const draft = fromMarkdown(source, article)
      fc.pre(draft.notes.every((note) => note.severity !== 'error'))
      const sent = toHtml(resolved(draft.parts), {
        ...fill,
        image: ({ image }) => new URL(image, 'https://images.example/').href,
      })
      const made = await ask(sandbox, 'POST', '/articles', { title: 'Rye', author_id: author, body: sent })
      expect(made.status, JSON.stringify(made.body)).toBe(200)
      const before = String(made.body['body'])
      const put = await ask(sandbox, 'PUT', `/articles/${String(made.body['id'])}`, { body: edited(before) })
      expect(put.status, JSON.stringify(put.body)).toBe(200)
      const unsigned = (body: string): string => body.replace(/\?expires=[^"]*/gu, '')
      expect(blocksIn(unsigned(String(put.body['body'])))).toEqual([
        ...blocksIn(unsigned(before)).filter((block) => block !== '<p class="no-margin"></p>'),
        '<p class="no-margin">Baked by hand.</p>',
      ])
    }),
    seeded(60),
  )
})
