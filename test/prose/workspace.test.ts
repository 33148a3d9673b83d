import { expect, test } from 'vitest'
import type { LinkPart, Part } from '../../src/model/index.ts'
import { fromBodyMarkdown, fromHtml, toBodyMarkdown, toHtml, type Wire } from '../../src/prose/index.ts'
import { fill } from './resolved.ts'

const wire: Wire = {
  link: (href) => {
    const id = /^https:\/\/help\.bakery\.example\/en\/articles\/(\d+)/u.exec(href)?.[1]
    return id === undefined ? null : { link: { kind: 'article', key: `@${id}` }, locale: 'en' }
  },
  image: (src) => (src.startsWith('https://downloads.intercomcdn.com/') ? `cdn:${new URL(src).pathname}` : src),
}

const cdn = 'https://downloads.intercomcdn.com/i/o/1/ab/cd'

test.each<[string, string, readonly Part[]]>([
  [
    'no-margin, target and rel',
    '<p class="no-margin">a <a href="https://b.example/" target="_blank" rel="nofollow noopener">b</a></p>',
    ['<p>a <a href="https://b.example/">b</a></p>'],
  ],
  ['strong and em', '<p><strong>a</strong> <em>b</em></p>', ['<p><b>a</b> <i>b</i></p>']],
  [
    'ids of headings',
    '<h1 id="h_0123456789">Fees &amp; more</h1>',
    ['<h1', { heading: 'Fees & more#0', id: 'h_0123456789' }, '>Fees &amp; more</h1>'],
  ],
  [
    'deeper headings',
    '<h2 id="h_1">A</h2><h3 id="h_2">B</h3>',
    ['<h1', { heading: 'A#0', id: 'h_1' }, '>A</h1><h2', { heading: 'B#0', id: 'h_2' }, '>B</h2>'],
  ],
  [
    'empty paragraphs and whitespace between blocks',
    '<p>a</p>\n\n<p class="no-margin"></p><p>&nbsp;</p><p><br></p><p>b</p>',
    ['<p>a</p><p>b</p>'],
  ],
  [
    'the container and the signature of an image',
    `<div class="intercom-container"><img src="${cdn}?expires=1&amp;signature=x&amp;req=y" width="10" alt="z"></div>`,
    ['<img src="', { image: 'cdn:/i/o/1/ab/cd' }, '" alt="z" width="10">'],
  ],
  [
    'the signature of any other hosted file',
    `<p><a href="${cdn}?expires=1&amp;signature=x">file</a></p>`,
    [`<p><a href="${cdn}">file</a></p>`],
  ],
  [
    'links into the help center',
    '<p><a class="intercom-content-link" href="https://help.bakery.example/en/articles/12-fees">a</a></p>',
    ['<p><a href="', { link: { kind: 'article', key: '@12' }, locale: 'en' }, '">a</a></p>'],
  ],
  [
    'the container of a table, its header and empty cells',
    '<div class="intercom-interblocks-table-container"><table role="presentation"><tbody><tr><td><p class="no-margin">a</p></td><td><p class="no-margin"></p></td></tr></tbody></table></div>',
    ['<table><tbody><tr><td><p>a</p></td><td></td></tr></tbody></table>'],
  ],
  [
    'the container of a button',
    '<div class="intercom-container"><a class="intercom-h2b-button" href="https://a.example">Go</a></div>',
    ['<a class="intercom-h2b-button" href="https://a.example">Go</a>'],
  ],
  [
    'attributes of a video',
    '<div class="intercom-h2b-video"><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0" frameborder="0" allowfullscreen></iframe></div>',
    ['<div class="intercom-h2b-video"><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></div>'],
  ],
  [
    'the spelling of colours',
    '<div class="intercom-interblocks-callout" style="border-color:rgba(51,75,250,0.2);background-color:#E3E7FA80"><p>a</p></div>',
    ['<div class="intercom-interblocks-callout" style="background-color: #e3e7fa80; border-color: #334bfa33;"><p>a</p></div>'],
  ],
  ['the order and the edges of marks', '<p><i><b>a </b></i><b>b</b><b>c</b></p>', ['<p><b><i>a</i> bc</b></p>']],
])('%s of a workspace make no difference', (_, html, parts) => {
  expect(fromHtml(html, wire)).toEqual(parts)
})

test.each([
  ['a block', '<div class="intercom-attachments" data-n="1"><a href="https://a.example">file</a></div>'],
  ['a block in a list', '<ul><li><p>a</p><section class="new">b</section></li></ul>'],
  ['an inline element', '<p>a <u>b</u> c</p>'],
  ['a frame', '<iframe src="https://other.example/x"></iframe>'],
])('%s we do not know is kept as it is', (_, html) => {
  const parts = fromHtml(html, wire)
  expect(toHtml(parts, fill)).toBe(html)
})

const toFees: LinkPart = { link: { kind: 'article', key: '@12' }, locale: 'en' }

test('what we do not know is free of signatures and leads where it led', () => {
  const html = `<section class="new" id="x"><a href="https://help.bakery.example/en/articles/12" target="_blank">a</a><video src="${cdn}?expires=1"></video></section>`
  expect(fromHtml(html, wire)).toEqual([
    '<section class="new" id="x"><a href="',
    toFees,
    '">a</a><video src="',
    { image: 'cdn:/i/o/1/ab/cd' },
    '"></video></section>',
  ])
})

test('the Markdown of a workspace is read without heading ids, zero-width spaces and trailing blanks', () => {
  const markdown = '# Fees {#h_0d8a2f2ea4}\n\nPay **now**\u200B  \n\n\n\n- a\n- b\n'
  expect(fromBodyMarkdown(markdown, wire)).toEqual([
    '<h1',
    { heading: 'Fees#0' },
    '>Fees</h1><p>Pay <b>now</b></p><ul><li><p>a</p></li><li><p>b</p></li></ul>',
  ])
})

test('a snippet is sent as Markdown anybody could have written', () => {
  const parts = fromHtml(
    '<h1>Fees</h1><p>Pay <b>now</b>, see <a href="https://a.example">a</a></p><ul><li><p>a</p></li><li><p>b</p></li></ul><pre><code class="language-js">x()</code></pre><hr>',
    wire,
  )
  expect(toBodyMarkdown(parts, fill)).toBe(
    '# Fees\n\nPay **now**, see [a](https://a.example)\n\n- a\n- b\n\n```js\nx()\n```\n\n---\n',
  )
})

test('an address is escaped where it stands in a tag', () => {
  const toX: LinkPart = { link: { kind: 'article', key: 'x' } }
  const parts: Part[] = ['<p><a href="', toX, '">a</a></p>']
  expect(toHtml(parts, { ...fill, link: () => 'https://a.example/?b="&c' })).toBe(
    '<p><a href="https://a.example/?b=&quot;&amp;c">a</a></p>',
  )
})
