import { expect, test } from 'vitest'
import { fromMarkdown, type Draft, type Note } from '../../src/prose/index.ts'
import { article } from './resolved.ts'

/** Parts as one text, holes in braces. */
const shown = (parts: readonly Draft[]): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part
      if ('heading' in part) return ` {${part.heading}}`
      return 'href' in part ? `{${part.href}}` : `{${part.src}}`
    })
    .join('')

const html = (markdown: string): string => shown(fromMarkdown(markdown, article).parts)
const rules = (notes: readonly Note[]): string[] => notes.map(({ severity, rule, line }) => `${severity} ${rule} ${line}`)
const notes = (markdown: string): string[] => rules(fromMarkdown(markdown, article).notes)

const blue = 'style="background-color: #e3e7fa80; border-color: #334bfa33;"'
const yellow = 'style="background-color: #feedaf80; border-color: #fbc91633;"'
const youtube = '<div class="intercom-h2b-video"><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></div>'

test.each([
  [
    'paragraphs and marks',
    'Rye **and _salt_** `x < y`  \nnext',
    '<p>Rye <b>and <i>salt</i></b> <code>x &lt; y</code><br>next</p>',
  ],
  ['headings, the shallowest first', '## Fees\n\n##### Small', '<h1 {Fees#0}>Fees</h1><h4 {Small#0}>Small</h4>'],
  ['equal headings, numbered', '# A\n\n# A', '<h1 {A#0}>A</h1><h1 {A#1}>A</h1>'],
  ['nested lists', '- a\n  1. b\n- c', '<ul><li><p>a</p><ol><li><p>b</p></li></ol></li><li><p>c</p></li></ul>'],
  ['a list that goes on counting', '3. c\n4. d', '<ol start="3"><li><p>c</p></li><li><p>d</p></li></ol>'],
  ['task lists', '- [x] knead\n- [ ] bake', '<ul><li><p>☑ knead</p></li><li><p>☐ bake</p></li></ul>'],
  [
    'tables, the header in bold',
    '| A | B |\n|---|---|\n| 1 | ![i](o.png) |',
    '<table><tbody><tr><td><p><b>A</b></p></td><td><p><b>B</b></p></td></tr><tr><td><p>1</p></td><td><img src="{o.png}" alt="i"></td></tr></tbody></table>',
  ],
  [
    'a table with an empty header',
    '|  |  |\n|---|---|\n| 1 | 2 |',
    '<table><tbody><tr><td><p>1</p></td><td><p>2</p></td></tr></tbody></table>',
  ],
  [
    'code with its language',
    '```js\nif (a < b)\n\n  c()\n```',
    '<pre><code class="language-js">if (a &lt; b)\n\n  c()</code></pre>',
  ],
  ['a rule', '---', '<hr>'],
  ['a hard tab and CRLF', 'a\r\nb\r\n\r\nc', '<p>a b</p><p>c</p>'],
  [
    'links to files and anchors as holes, others as text',
    '[a](../b.md#c) [d](#e) [f](https://g.example/?h&i) <j@k.example>',
    '<p><a href="{../b.md#c}">a</a> <a href="{#e}">d</a> <a href="https://g.example/?h&amp;i">f</a> <a href="mailto:j@k.example">j@k.example</a></p>',
  ],
  [
    'bare addresses',
    'see https://a.example/x_y_z at 10:30',
    '<p>see <a href="https://a.example/x_y_z">https://a.example/x_y_z</a> at 10:30</p>',
  ],
  [
    'an image in a line stands by itself',
    'before ![oven](img/o.png) after',
    '<p>before</p><img src="{img/o.png}" alt="oven"><p>after</p>',
  ],
  [
    'an image of a chosen size',
    '<img src="o.png" width="20" style="height: 30px">',
    '<img src="{o.png}" width="20" height="30">',
  ],
  ['a linked image', '[![oven](o.png)](fees.md)', '<a href="{fees.md}"><img src="{o.png}" alt="oven"></a>'],
  [
    'aligned images and text',
    '<div class="intercom-align-center">\n\n![o](o.png)\n\ntext\n\n</div>',
    '<div class="intercom-container intercom-align-center"><img src="{o.png}" alt="o"></div><p class="intercom-align-center">text</p>',
  ],
  ['alerts', '> [!WARNING]\n> Hot **oven**', `<div class="intercom-interblocks-callout" ${yellow}><p>Hot <b>oven</b></p></div>`],
  ['a callout by colour name', ':::callout blue\nHi\n:::', `<div class="intercom-interblocks-callout" ${blue}><p>Hi</p></div>`],
  [
    'a callout by attributes in braces',
    ':::callout{type="warning"}\nHi\n:::',
    `<div class="intercom-interblocks-callout" ${yellow}><p>Hi</p></div>`,
  ],
  [
    'a callout by its colours',
    ':::callout backgroundColor="#E3E7FA80" borderColor="rgba(51, 75, 250, 0.2)"\nHi\n:::',
    `<div class="intercom-interblocks-callout" ${blue}><p>Hi</p></div>`,
  ],
  [
    'a button, closed or not',
    ':::button href="fees.md" label="Go"\n\nthen\n\n:::button{href="https://a.example" label="A & B"}\n:::\n\nend',
    '<a class="intercom-h2b-button" href="{fees.md}">Go</a><p>then</p><a class="intercom-h2b-button" href="https://a.example">A &amp; B</a><p>end</p>',
  ],
  [
    'a button in a callout of as many colons',
    ':::callout blue\na\n:::button href="f.md" label="Go"\n:::\n:::\n\nb',
    `<div class="intercom-interblocks-callout" ${blue}><p>a</p><a class="intercom-h2b-button" href="{f.md}">Go</a></div><p>b</p>`,
  ],
  [
    'a callout in a collapsible section of as many colons',
    ':::collapsible title="More"\na\n:::callout blue\nb\n:::\nc\n:::\n\nd',
    `<details><summary>More</summary><div class="collapsible-section-content"><p>a</p><div class="intercom-interblocks-callout" ${blue}><p>b</p></div><p>c</p></div></details><p>d</p>`,
  ],
  [
    'a callout in a list',
    '- :::callout blue\n  a\n  :::\n- b',
    `<ul><li><div class="intercom-interblocks-callout" ${blue}><p>a</p></div></li><li><p>b</p></li></ul>`,
  ],
  [
    'code about directives in a callout',
    ':::callout blue\n```\n:::note\na\n:::\n```\n:::\n\nb',
    `<div class="intercom-interblocks-callout" ${blue}><pre><code>:::note\na\n:::</code></pre></div><p>b</p>`,
  ],
  [
    'details of HTML',
    '<details>\n<summary>More</summary>\n\n*in*\n\n</details>',
    '<details><summary>More</summary><div class="collapsible-section-content"><p><i>in</i></p></div></details>',
  ],
  ['a video by directive', ':::video id="dQw4w9WgXcQ" provider="youtube"\n:::', youtube],
  [
    'a video by frame',
    '<iframe width="5" src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0" allowfullscreen></iframe>',
    youtube,
  ],
  ['a video by a line with nothing but its address', 'https://youtu.be/dQw4w9WgXcQ', youtube],
  ['Markdown in HTML', '<div>\n\n**a** [b](c.md)\n\n</div>', '<p><b>a</b> <a href="{c.md}">b</a></p>'],
  ['an attachment, as a link', ':::attachment href="menu.pdf" name="Menu"', '<p><a href="{menu.pdf}">Menu</a></p>'],
  [
    'a video from a moment on, as a link',
    'https://youtu.be/dQw4w9WgXcQ?t=3',
    '<p><a href="https://youtu.be/dQw4w9WgXcQ?t=3">https://youtu.be/dQw4w9WgXcQ?t=3</a></p>',
  ],
  ['directives in code, as code', '```\n:::callout blue\n```', '<pre><code>:::callout blue</code></pre>'],
  [
    'characters that need care',
    'R&D 5 < 6 &lt;b&gt; \u200Bcafe\u0301 a\u00A0b',
    '<p>R&amp;D 5 &lt; 6 &lt;b&gt; café a\u00A0b</p>',
  ],
])('an article has %s', (_, markdown, expected) => {
  const written = fromMarkdown(markdown, article)
  expect(shown(written.parts)).toBe(expected)
  expect(written.notes).toEqual([])
})

test.each([
  ['a table in a list', '- a\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |', ['error prose/table-inside 3']],
  ['a table in a table', '<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>', ['error prose/table-inside 1']],
  ['an empty list', 'a\n\n-\n-', ['error prose/empty-list 3']],
  ['a list of nothing but a line', 'a\n\n3. ---', ['error prose/empty-list 3']],
  ['a button without a label', 'a\n\n:::button href="x.md"', ['error prose/directive 3']],
  ['an unknown directive', '\n:::carousel\na\n:::', ['warning prose/directive 2']],
  [
    'the moment a video begins at',
    '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ?start=3"></iframe>',
    ['warning prose/video 1'],
  ],
  ['a directive nobody closes', 'a\n\n:::callout blue\nb', ['error prose/unclosed 3']],
  ['an unknown callout', ':::callout pink\nb\n:::', ['error prose/directive 1']],
  ['a video of nowhere', '::video{id="x" provider="dailymotion"}', ['error prose/directive 1']],
  ['an image without source', '![x]()', ['error prose/image-source 1']],
  ['an image of data', '![x](data:image/png;base64,AAAA)', ['error prose/image-scheme 1']],
  ['a block quote', 'a\n\n> b\n\n> c', ['warning prose/quote 3']],
  ['struck text', 'a\n~~b~~', ['warning prose/inline 2']],
  ['a script', 'a\n\n<script>b()</script>', ['warning prose/element 3']],
  ['a frame of another host', 'a\n\n<iframe src="https://evil.example"></iframe>', ['warning prose/frame 3']],
  ['a form', '<form>a <input name="b"></form>', ['warning prose/element 1', 'warning prose/element 1']],
  ['a link that runs code', '[a](javascript:b())', ['warning prose/link-scheme 1']],
  ['a link without text', 'a [](b.md)', ['warning prose/empty-link 1']],
  ['a tag that is none', 'press <port>', ['warning prose/element 1']],
  [
    'cells over several rows',
    '<table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>',
    ['warning prose/cell-span 1'],
  ],
  ['a footnote', 'a[^1]\n\n[^1]: b', ['warning prose/footnote 1']],
])('%s is said, with its line', (_, markdown, expected) => {
  expect(notes(markdown)).toEqual(expected)
})

test('what is taken out leaves its text', () => {
  expect(html('~~a~~ <u>b</u> x<sup>2</sup> [c](javascript:d)')).toBe('<p>a b x2 c</p>')
  expect(html('> a\n>\n> b')).toBe('<p>a</p><p>b</p>')
  expect(html('Rye[^1]\n\n[^1]: Secale')).toBe('<p>Rye¹</p><ol><li><p>Secale</p></li></ol>')
  expect(html('<table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></table>')).toBe(
    '<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr><tr><td></td><td><p>c</p></td></tr></tbody></table>',
  )
})

test('a directive nobody knows leaves what is in it, and two colons are no directive by themselves', () => {
  expect(html(':::carousel slides\na\n:::')).toBe('<p>a</p>')
  expect(html('a\n\n::set-output name=fruit::rye\n\n::debug\n\nb')).toBe(
    '<p>a</p><p>::set-output name=fruit::rye</p><p>::debug</p><p>b</p>',
  )
  expect(html(':::note[Mind **this**]\na\n:::')).toContain('<p><b>Mind this</b></p><p>a</p>')
})

test('nothing that runs reaches a reader', () => {
  const nasty =
    '<img src="o.png" onerror="x()"> <a href="java\tscript:x()" onclick="x()">a</a>\n\n<div onmouseover="x()" style="background:url(javascript:x())">b</div>\n\n<svg><script>x()</script></svg><object data="x"></object><style>*{}</style>'
  expect(html(nasty)).toBe('<img src="{o.png}"><p>a</p><p>b</p>')
})

test('what a file carries as Intercom has it is read as Intercom has it, but for what runs', () => {
  const kept = (inner: string): string => html(`a\n\n\`\`\`html intercom\n${inner}\n\`\`\`\n\nb`)
  expect(kept('<section class="new" data-n="1">x <a href="fees.md">y</a></section>')).toBe(
    '<p>a</p><section class="new" data-n="1">x <a href="{fees.md}">y</a></section><p>b</p>',
  )
  expect(kept('<table><tr><td colspan="2">x</td></tr></table>')).toBe(
    '<p>a</p><table><tbody><tr><td colspan="2">x</td></tr></tbody></table><p>b</p>',
  )
  expect(
    kept(
      '<x-y onclick="z()">x<script>z()</script><a href="java&#9;script:z()" data-intercom>y</a></x-y><p><a href="javascript:z()" data-intercom>z</a></p>',
    ),
  ).toBe('<p>a</p><x-y>x<a>y</a></x-y><p>z</p><p>b</p>')
  expect(
    html('H<sub data-intercom>2</sub>O <a href="#h_1" data-intercom>x</a> <a href="javascript:z()" data-intercom>y</a>'),
  ).toBe('<p>H<sub>2</sub>O <a href="#h_1">x</a> y</p>')
  expect(notes('```html intercom\n<x-y><script>z()</script></x-y>\n```')).toEqual(['warning prose/element 1'])
})

test('an escaped address is text, and so is an anchor of which the # is escaped', () => {
  expect(html('http\\://a.example www\\.a.example a\\@b.example')).toBe('<p>http://a.example www.a.example a@b.example</p>')
  expect(html('## Device {\\#n}')).toBe('<h1 {Device {#n}#0}>Device {#n}</h1>')
})

test('the first heading of the first level is the title and leaves the body, other levels go up without it', () => {
  const written = fromMarkdown('text\n\n# Rye _bread_\n\n## Fees', { ...article, takeTitle: true })
  expect(written.title).toBe('Rye bread')
  expect(shown(written.parts)).toBe('<p>text</p><h1 {Fees#0}>Fees</h1>')
  expect(fromMarkdown('## Fees', { ...article, takeTitle: true }).title).toBeNull()
})

test('lines count from where the body begins in its file', () => {
  const written = fromMarkdown('\n[a](b.md)\n\n> c', { ...article, firstLine: 10 })
  expect(written.parts[1]).toEqual({ href: 'b.md', line: 11 })
  expect(rules(written.notes)).toEqual(['warning prose/quote 13'])
})

test('a heading has the anchor GitHub gives it, and those written beside it', () => {
  const { parts } = fromMarkdown(
    '<a id="prices"></a>\n\n## Fees & more\n\n## Fees & more\n\ntext <a name="late"></a> text',
    article,
  )
  expect(parts.filter((part) => typeof part === 'object')).toEqual([
    { heading: 'Fees & more#0', slug: 'fees--more', ids: ['prices'] },
    { heading: 'Fees & more#1', slug: 'fees--more-1', ids: ['late'] },
  ])
})

test.each([
  ['an image', '![a](b.png)'],
  ['a table', '|a|\n|-|\n|b|'],
  ['a list in a list', '1. - b'],
  ['a callout', '> [!NOTE]\n> a'],
  ['a button', ':::button href="a.md" label="b"'],
  ['a video', '::video{id="dQw4w9WgXcQ" provider="youtube"}'],
  ['code in a list', '- a\n\n      b'],
])('a snippet with %s is refused before Intercom drops it', (_, markdown) => {
  const written = fromMarkdown(`text\n\n${markdown}`, { ...article, as: 'markdown' })
  expect(rules(written.notes)).toContain('error prose/snippet 3')
})
