import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ask } from './ask.ts'

let sandbox: Sandbox
let author: number

beforeAll(async () => {
  sandbox = await startSandbox()
  author = Number((await ask(sandbox, 'GET', '/me')).body['id'])
})
afterAll(() => sandbox.close())

const bare = (text: unknown): string => String(text).replace(/\?expires=[^"\s)]*/g, '')

const rows: [name: string, html: string, markdown: string | RegExp][] = [
  ['words in lines', '<p><b>a</b> <i>b</i> <code>c`d</code><br>e * f</p>', '**a** _b_ ``c`d``  \ne \\* f\n'],
  ['links', '<p><a href="https://mill.example/(a)">mill</a></p>', '[mill](<https://mill.example/(a)>)\n'],
  ['headings', '<h1>a</h1><h2>b</h2>', /^# a \{#h_\w{10}\}\n\n## b \{#h_\w{10}\}\n$/],
  ['lists', '<ul><li>a<ol start="2"><li>b</li><li>c</li></ol></li><li>d</li></ul>', '- a\n\n  2. b\n  3. c\n- d\n'],
  [
    'a table',
    '<table><tr><td>a</td><td>b|c</td></tr><tr><td>d</td><td></td></tr></table>',
    '| a | b\\|c |\n| --- | --- |\n| d |  |\n',
  ],
  [
    'a table with a list in it',
    '<table><tr><td><ul><li>a</li></ul></td></tr></table>',
    /^<div class="intercom-interblocks-table-container">/,
  ],
  ['code with fences in it', '<pre><code class="language-md">```\na\n```\n</code></pre>', '````md\n```\na\n```\n````\n'],
  [
    'an image with a link',
    '<p><a href="https://mill.example"><img src="https://mill.example/a.png" alt="loaf"></a></p>',
    /^\[!\[loaf\]\([^)]*\)\]\(https:\/\/mill\.example\)\n$/,
  ],
  [
    'a callout',
    '<div class="intercom-interblocks-callout"><p>a</p><p>b</p></div>',
    ':::callout backgroundColor="#e8e8e880" borderColor="#73737633"\na\n\nb\n:::\n',
  ],
  ['a collapsible section', '<details><summary>Why</summary><p>a</p></details>', ':::collapsible title="Why"\na\n:::\n'],
  [
    'a button',
    '<a class="intercom-h2b-button" href="https://mill.example?a=1&amp;b=2">Order</a>',
    ':::button href="https://mill.example?a=1&b=2" label="Order"\n:::\n',
  ],
  [
    'a video',
    '<iframe src="https://www.youtube.com/embed/abc"></iframe>',
    ':::video src="https://www.youtube.com/embed/abc"\n:::\n',
  ],
  ['a rule', '<p>a</p><hr><p>b</p>', 'a\n\n---\n\nb\n'],
]

test.each(rows)('%s: the Markdown of a body leads back to the same body', async (_name, html, markdown) => {
  const made = await ask(sandbox, 'POST', '/articles', { title: 'Rye bread', author_id: author, body: html })
  const printed = bare(made.body['body_markdown'])
  if (typeof markdown === 'string') expect(printed).toBe(markdown)
  else expect(printed).toMatch(markdown)
  const again = await ask(sandbox, 'PUT', `/articles/${String(made.body['id'])}`, { body_markdown: made.body['body_markdown'] })
  expect(bare(again.body['body'])).toBe(bare(made.body['body']))
})

test('a video by provider and number, attributes in braces and a directive nobody knows are read too', async () => {
  const body_markdown =
    ':::video{id="abc" provider="youtube"}\n:::\n\n:::attachment href="https://mill.example/a.pdf" name="a"\nstill here\n:::\n\n```\n:::callout\n```\n'
  const { body } = await ask(sandbox, 'POST', '/articles', { title: 'Rye bread', author_id: author, body_markdown })
  expect(body['body']).toBe(
    '<div class="intercom-h2b-video"><iframe src="https://www.youtube.com/embed/abc" frameborder="0" allowfullscreen></iframe></div><p class="no-margin">still here</p><pre><code>:::callout\n</code></pre>',
  )
})
