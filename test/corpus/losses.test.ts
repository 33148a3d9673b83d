import { expect, it } from 'vitest'
import type { Finding } from '../../src/model/index.ts'
import { readHtml } from './html.ts'
import { losses } from './losses.ts'
import { readMarkdown } from './markdown.ts'

const file = `---
title: Fees
---
One **two** [three](https://a.test/x) <b>four</b>.

![five](six.png)

\`\`\`js
seven [no](link) <b>
\`\`\`

| eight |
|---|
| <https://b.test> |
`
const article =
  '<p>One <b>two</b> <a href="https://a.test/x">three</a> <b>four</b>.</p><img src="six.png" alt="five">' +
  '<pre><code>seven [no](link) &lt;b&gt;</code></pre><table><tbody><tr><td><p><b>eight</b></p></td></tr>' +
  '<tr><td><p><a href="https://b.test">https://b.test</a></p></td></tr></tbody></table>'

const same = (text: string): string => text
const lost = (html: string, findings: readonly Finding[] = []): string[] =>
  losses(readMarkdown(file), readHtml(html), findings, same, { ofFile: same, ofArticle: same })
const finding = (line: number, message: string): Finding => ({
  severity: 'warning',
  rule: 'prose/x',
  file: 'a.md',
  line,
  message,
})

it('an article that says it all has no losses', () => {
  expect(lost(article)).toEqual([])
})

it.each([
  ['a word', 'two', '', 'word lost, line 4: two'],
  ['a word of code', 'seven', '', 'word lost, line 9: seven'],
  ['a word nobody wrote', 'One', 'One more', 'word only in the article: more'],
  ['where a link leads', 'https://a.test/x', 'https://a.test/y', 'link lost, line 4: https://a.test/x'],
  ['an image', '<img src="six.png" alt="five">', '', 'image lost, line 6: six.png'],
  ['the text of an image', 'five', 'other', 'text of an image lost, line 6: five'],
])('%s that went is noticed', (_, from, to, says) => {
  expect(lost(article.replace(from, to))).toContain(says)
})

it('a finding excuses only what it names, at its line', () => {
  const without = article.replace('<a href="https://a.test/x">three</a>', 'three')
  expect(lost(without, [finding(4, 'a link without text, to https://a.test/x')])).toEqual([])
  expect(lost(without, [finding(5, 'a link without text, to https://a.test/x')])).not.toEqual([])
  expect(lost(without, [finding(4, 'a link without text, to https://a.test/z')])).not.toEqual([])
  expect(lost(article.replace('two', ''), [finding(4, 'something else is not carried')])).not.toEqual([])
})
