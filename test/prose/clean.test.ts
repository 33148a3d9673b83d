import { expect, test } from 'vitest'
import { fromHtml, fromMarkdown, toMarkdown, type Carried } from '../../src/prose/index.ts'
import { files } from './files.ts'
import { article, wire } from './resolved.ts'

const written = (html: string): string => toMarkdown(fromHtml(html, wire), files).markdown
const fates = (html: string): readonly Carried[] => toMarkdown(fromHtml(html, wire), files).blocks
const callout = (colours: string, inner: string): string =>
  `<div class="intercom-interblocks-callout" style="${colours}">${inner}</div>`
const blue = 'background-color: #e3e7fa80; border-color: #334bfa33;'

test.each([
  ['headings, below the title', '<h1 id="h_1">Fees</h1><h2>Small</h2>', '## Fees\n\n### Small\n'],
  [
    'marks and links',
    '<p><b>now</b> <i>soft</i> <code>x</code> <a href="https://a.example/">a</a></p>',
    '**now** _soft_ `x` [a](https://a.example/)\n',
  ],
  ['a link that says its address', '<p><a href="https://a.example/x">https://a.example/x</a></p>', '<https://a.example/x>\n'],
  ['marks within a word', '<p>un<b>leaven</b>ed b<i>rea</i>d</p>', 'un**leaven**ed b*rea*d\n'],
  ['marks Markdown cannot see', '<p>a<b>(b)</b>c</p>', 'a<b>(b)</b>c\n'],
  ['line breaks', '<p>a<br>b</p>', 'a\\\nb\n'],
  ['lists in lists', '<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>', '- a\n  1. b\n- c\n'],
  ['two lists in a row', '<ul><li>a</li></ul><ul><li>b</li></ul>', '- a\n\n* b\n'],
  ['ticked items', '<ul><li>☑ knead</li><li>☐ bake</li></ul>', '- [x] knead\n- [ ] bake\n'],
  ['code', '<pre><code class="language-js">a\n```\nb</code></pre>', '````js\na\n```\nb\n````\n'],
  [
    'a table with a bold header',
    '<table><tr><td><b>A</b></td><td><b>B</b></td></tr><tr><td>1|2</td><td>x<br>y</td></tr></table>',
    '| A | B |\n| --- | --- |\n| 1\\|2 | x<br>y |\n',
  ],
  ['a table without one', '<table><tr><td>a</td><td>b</td></tr></table>', '|  |  |\n| --- | --- |\n| a | b |\n'],
  [
    'a table with lists in cells',
    '<table><tr><td><ul><li>a</li></ul></td></tr></table>',
    '<table><tbody>\n<tr>\n<td><ul><li><p>a</p></li></ul></td>\n</tr>\n</tbody></table>\n',
  ],
  ['a callout of a known colour', callout(blue, '<p>a</p><ul><li>b</li></ul>'), '> [!NOTE]\n> a\n>\n> - b\n'],
  [
    'a callout of any colour',
    callout('background-color: #123456; border-color: #654321;', '<p>a</p>'),
    ':::callout backgroundColor="#123456" borderColor="#654321"\na\n:::\n',
  ],
  ['a grey callout', callout('', '<p>a</p>'), ':::callout grey\na\n:::\n'],
  [
    'a collapsible section',
    '<details><summary>More "&amp;" more</summary><div class="collapsible-section-content"><p>a</p></div></details>',
    ':::collapsible title="More &quot;&amp;&quot; more"\na\n:::\n',
  ],
  [
    'a button',
    '<div class="intercom-container intercom-align-center"><a class="intercom-h2b-button" href="https://bakery.example/help/fees">Go</a></div>',
    ':::button href="file-fees" label="Go" align="center"\n:::\n',
  ],
  [
    'a video',
    '<div class="intercom-h2b-video"><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></div>',
    ':::video id="dQw4w9WgXcQ" provider="youtube"\n:::\n',
  ],
  [
    'a file to download',
    '<p><a href="https://downloads.intercomcdn.com/i/o/1/menu.pdf?expires=1">Menu</a></p>',
    ':::attachment href="https://downloads.intercomcdn.com/i/o/1/menu.pdf" name="Menu"\n:::\n',
  ],
  [
    'a file to download from Europe',
    '<p><a href="https://downloads.intercomcdn.eu/i/o/1/menu.pdf?expires=1">Menu</a></p>',
    ':::attachment href="https://downloads.intercomcdn.eu/i/o/1/menu.pdf" name="Menu"\n:::\n',
  ],
  [
    'an image that leads somewhere',
    '<a href="https://bakery.example/help/fees"><img src="a.png" alt="[oven]"></a>',
    '[![\\[oven\\]](file-a.png)](file-fees)\n',
  ],
  ['an image of a chosen size', '<img src="a.png" width="300">', '<img src="file-a.png" width="300">\n'],
  ['aligned text', '<p class="intercom-align-center">a</p>', '<div align="center">\n\na\n\n</div>\n'],
])('%s become the Markdown a person would write', (_, html, markdown) => {
  expect(written(html)).toBe(markdown)
  expect(fates(html).map(({ fate }) => fate)).not.toContain('lossy')
  expect(fates(html).map(({ fate }) => fate)).not.toContain('opaque')
})

test('text without a meaning in Markdown is not cluttered, and text with one stays text', () => {
  expect(written('<p>snake_case 5 * 6 ~5 [note] (a) #1 $x$ C:\\Users a:b 10:30 50% a|b &amp; x!</p>')).toBe(
    'snake_case 5 * 6 ~5 [note] (a) #1 $x$ C:\\Users a:b 10:30 50% a|b & x!\n',
  )
  expect(written('<p>*a* _b_ `c` [d](e) &lt;b&gt; &amp;amp; http://f.example g@h.example ~i~</p>')).toBe(
    '\\*a\\* \\_b\\_ `c` \\[d\\](e) \\<b> \\&amp; http\\://f.example g\\@h.example \\~i\\~\n'.replace('`c`', '\\`c\\`'),
  )
  for (const text of ['# a', '- a', '+ a', '1. a', '2) a', '---', '===', ':::note', '| - |', '```', '~~~', '[a]: b'])
    expect(written(`<p>${text}</p>`), text).toMatch(/^(?:\d\\|\\)/u)
})

test('a link to a file names it as it is called, and what cannot stand in a link is encoded', () => {
  const parts = ['<p><a href="', { link: { kind: 'article', key: 'x' } }, '">a</a></p>'] as const
  const name = '../größe 1) 焼き.md#über-uns'
  const { markdown } = toMarkdown(parts, { ...files, link: () => name })
  expect(markdown).toBe('[a](../größe%201\\)%20焼き.md#über-uns)\n')
  const [, hole] = fromMarkdown(markdown, article).parts
  expect(typeof hole === 'object' && 'href' in hole && decodeURIComponent(hole.href)).toBe(name)
})

test('what has no Markdown is kept as HTML, and the list says where and why', () => {
  const html = '<p>a</p><section class="new">b</section><p>H<sub>2</sub>O</p><p>c</p>'
  const { markdown, blocks } = toMarkdown(fromHtml(html, wire), files)
  expect(markdown).toBe('a\n\n```html intercom\n<section class="new">b</section>\n```\n\nH<sub data-intercom="">2</sub>O\n\nc\n')
  expect(blocks).toEqual([
    { line: 1, kind: 'paragraph', fate: 'lossless' },
    { line: 3, kind: 'opaque', fate: 'opaque', says: 'no Markdown says <section>: kept as HTML' },
    { line: 7, kind: 'paragraph', fate: 'opaque', says: 'no Markdown says <sub>: kept as HTML in its line' },
    { line: 9, kind: 'paragraph', fate: 'lossless' },
  ])
})

test('what runs code does not come into a file, and is said', () => {
  const html =
    '<script>x()</script><section class="new" onclick="x()">a<style>*{}</style></section><p><a href="javascript:x()">b</a></p><x-y><a href="java&#10;script:x()">c</a></x-y>'
  const { markdown, blocks } = toMarkdown(fromHtml(html, wire), files)
  expect(markdown).toBe(
    '```html intercom\n<section class="new">a</section>\n```\n\nb\n\n```html intercom\n<x-y><a>c</a></x-y>\n```\n',
  )
  expect(blocks.map(({ fate, says }) => [fate, says])).toEqual([
    ['lossy', 'not carried: <script> and what is in it'],
    ['lossy', 'not carried: onClick of <section>, <style> and what is in it'],
    ['lossy', 'not carried: a link that runs code: javascript:x()'],
    ['lossy', 'not carried: href of <a>'],
  ])
})
