import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { snippet } from '../../prose/markdown.ts'
import { counter, type Counter } from './counter.ts'
import { writtenAgain } from './steps.ts'

const seed = Number(process.env['FC_SEED'] ?? 20261123)
let shop: Counter
afterEach(() => shop.close())

const rows = (): readonly { readonly title: string; readonly blocks: readonly unknown[]; readonly markdown: string }[] =>
  shop.sandbox.control.state().snippets

const text = `---
title: Hours
---

# Every day

Open **daily** & _late_, see [the mill](https://mill.example/?a=1&b=2).\\
Ring \`twice\`.

- Rye
- Spelt

1. First
2. Then

\`\`\`js
if (a < b) bake("rye")
\`\`\`

---
`

test('a snippet goes as blocks where the config says so, and is found as it was written', async () => {
  shop = await counter({ snippets: { write: 'blocks' } })
  shop.desk.write('content/snippets/hours.md', text)
  await shop.run('apply --yes')
  expect(rows()[0]?.blocks).toEqual([
    { type: 'heading', text: 'Every day' },
    {
      type: 'paragraph',
      class: 'no-margin',
      text: 'Open <b>daily</b> &amp; <i>late</i>, see <a href="https://mill.example/?a=1&amp;b=2">the mill</a>.<br>Ring <code>twice</code>.',
    },
    { type: 'unorderedList', items: ['Rye', 'Spelt'] },
    { type: 'orderedList', items: ['First', 'Then'] },
    { type: 'code', language: 'js', text: 'if (a < b) bake("rye")' },
    { type: 'horizontalRule' },
  ])
  await shop.quiet()
  shop.desk.write('content/snippets/hours.md', text.replace('Spelt', 'Wheat'))
  await shop.run('apply --yes')
  expect(rows()[0]?.markdown).toContain('- Wheat')
  await shop.quiet()
})

test('what blocks do not say goes as Markdown', async () => {
  shop = await counter({ snippets: { write: 'blocks' } })
  shop.desk.write('content/snippets/steps.md', '---\ntitle: Steps\n---\n\n3. Knead\n4. Rest\n')
  await shop.run('apply --yes')
  expect(rows()[0]?.markdown).toContain('3. Knead')
  await shop.quiet()
})

test(`100 generated snippets sent as blocks are found unchanged, and pulled as the same files (seed ${seed})`, async () => {
  shop = await counter({ snippets: { write: 'blocks' }, links: { check: 'off' } })
  for (const [n, body] of fc.sample(snippet, { seed, numRuns: 100 }).entries())
    shop.desk.write(`content/snippets/s-${n}.md`, `---\ntitle: S ${n}\n---\n\n${body}\n\nAnd salt.\n`)
  await shop.run('apply --yes')
  expect(rows()).toHaveLength(100)
  await shop.quiet()
  shop.empty(true)
  await shop.run('pull --yes')
  await shop.quiet()
  await writtenAgain(shop, 'urls')
})
