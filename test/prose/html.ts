import fc from 'fast-check'

const escaped = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;')

/** Text in which every character means something to some reader of Markdown. */
const tricky = fc.constantFrom(
  ...'* ** *** _ __ a_b _c_ ~ ~~ ~~~ ` `` ``` [ ] [x] [ ]( ) ![ ] ]: [^1] ^ < <b> </div> <!-- & &amp; &#42; \\ \\* \\\\ | || # ## 1. 12) - + > : :: ::: :::callout = == --- ___ *** - - ! $ $x$ @ a@b.example'.split(
    ' ',
  ),
  ...'https://a.example/x_y www.a.example http:// x*y* *x 5*6*7 {#name} {a} ☑ ☐ “ ” … é 焼き 🥐 👩‍🍳 שלום مرحبا \u200e \u2028 \u00a0 \u3000 e\u0301 ＊ \ud83c\u{1f950}'.split(
    ' ',
  ),
  '- - -',
  '| - | - |',
  '[!NOTE]',
  '<https://a.example>',
  ':::',
  '&nbsp;',
  '\u00a0x',
  'x\u00a0',
  '===',
)
const words = fc.constantFrom('rye', 'bread', 'Fees', 'oven', '10:30', '5 < 6', 'R&D', 'snake_case', 'the', '2019.', '1.')
/** Text as a workspace may hold it. */
export const text = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: words },
      { weight: 3, arbitrary: tricky },
      { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .chain((all) => fc.constantFrom(all.join(' '), all.join('')))
  .map(escaped)

const href = fc.constantFrom(
  'https://bakery.example/help/fees',
  'https://bakery.example/help/a%20(b',
  'https://a.example/?a=1&amp;copy=2&amp;lt;',
  'https://a.example/(x)_[y]',
  'https://a.example/(x',
  'https://a.example/ö?q=a b|c',
  'https://a.example/x_y*z`q',
  'https://downloads.intercomcdn.com/i/o/1/menu.pdf',
  'mailto:a@b.example',
  '#h_0123456789',
  'relative/path.md',
  'ftp://a.example/x',
  'slack://open',
  '//a.example/x',
  '?q',
)
const src = fc.constantFrom(
  'https://images.example/a.png',
  'https://images.example/a b(c).png?x=1&amp;y=2',
  'https://images.example/ö.png',
)

const { inline } = fc.letrec<{ inline: string; span: string }>((tie) => ({
  inline: fc
    .array(tie('span'), { minLength: 1, maxLength: 4 })
    .chain((spans) => fc.constantFrom(spans.join(''), spans.join(' '))),
  span: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 8, arbitrary: text },
    { weight: 2, arbitrary: tie('inline').map((inner) => `<b>${inner}</b>`) },
    { weight: 2, arbitrary: tie('inline').map((inner) => `<i>${inner}</i>`) },
    { weight: 2, arbitrary: text.map((inner) => `<code>${inner}</code>`) },
    { weight: 2, arbitrary: fc.tuple(href, tie('inline')).map(([to, inner]) => `<a href="${to}">${inner}</a>`) },
    { weight: 1, arbitrary: href.map((to) => `<a href="${to}">${to}</a>`) },
    { weight: 1, arbitrary: fc.constant('<br>') },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('u', 's', 'sub', 'sup', 'mark', 'span style="color: red"', 'font color="red"', 'new-thing', 'u'),
          tie('inline'),
        )
        .map(([tag, inner]) => `<${tag}>${inner}</${tag.split(' ')[0] ?? ''}>`),
    },
  ),
}))

const aligned = fc.constantFrom(
  '',
  '',
  '',
  ' class="intercom-align-center"',
  ' class="no-margin intercom-align-right"',
  ' class="no-margin"',
)
const codes = fc.constantFrom(
  'x()',
  '`` ``` ````',
  ':::\n:::note\n:::',
  '  a\n\n\tb\n',
  '&lt;b&gt; &amp;amp;',
  '> - 1. #',
  '````',
  'a\n   ',
  '~~~\n```js\n',
)
const palette = fc.constantFrom(
  ['#e8e8e880', '#73737633'],
  ['#e3e7fa80', '#334bfa33'],
  ['#d7efdc80', '#1bb15733'],
  ['#fed9db80', '#fd3a5733'],
  ['#feedaf80', '#fbc91633'],
  ['#123456', '#abcdef80'],
)

const leaf = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(aligned, inline).map(([align, inner]) => `<p${align}>${inner}</p>`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 4 }), aligned, inline)
      .map(([level, align, inner]) => `<h${level} id="h_0123456789"${align}>${inner}</h${level}>`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        codes,
        fc.constantFrom('', ' class="language-js"', ' class="language-c++"', ' class="language-a`b"', ' class="language-html"'),
      )
      .map(([code, language]) => `<pre><code${language}>${code}</code></pre>`),
  },
  { weight: 1, arbitrary: fc.constantFrom('<hr>', '<p></p>', '<p class="no-margin">&nbsp;</p>', '<p><br></p>') },
  {
    weight: 2,
    arbitrary: fc
      .tuple(src, text, aligned, fc.option(href))
      .map(
        ([from, alt, align, to]) =>
          [
            `<img src="${from}" alt="${alt.replace(/"/gu, '&quot;')}"${alt.length % 3 === 0 ? ' width="300" height="20"' : ''}>`,
            align,
            to,
          ] as const,
      )
      .map(([image, align, to]) => `<div${align}>${to === null ? image : `<a href="${to}">${image}</a>`}</div>`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'https://www.youtube.com/embed/dQw4w9WgXcQ',
          'https://fast.wistia.net/embed/iframe/abc123',
          'https://other.example/x',
          'https://www.youtube.com/embed/dQw4w9WgXcQ?start=3',
        ),
      )
      .map(([from]) => `<div class="intercom-h2b-video"><iframe src="${from}" frameborder="0"></iframe></div>`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(href, text, aligned)
      .map(([to, label, align]) => `<div${align}><a class="intercom-h2b-button" href="${to}">${label}</a></div>`),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '<section class="new" data-n="1"><p>b</p>\n\n<ul><li>c</li></ul></section>',
      '<div class="intercom-attachments"><a href="https://bakery.example/help/x">file</a> ```</div>',
      '<x-new>* a\n:::note\n</x-new>',
      '<svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>',
      '<p>a <u><img src="https://images.example/a.png"></u></p>',
      '<section><a href="relative">a</a><!-- c --></section>',
      '<table><tbody><tr><td colspan="2" style="background-color: red;"><p>a</p></td></tr><tr><td>b</td><td rowspan="1">c</td></tr></tbody></table>',
      'bare text',
    ),
  },
)

const { blocks } = fc.letrec<{ blocks: string; block: string }>((tie) => ({
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }).map((all) => all.join('')),
  block: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 10, arbitrary: leaf },
    {
      weight: 3,
      arbitrary: fc
        .tuple(
          fc.constantFrom('ul', 'ol', 'ol start="3"', 'ol start="-1"'),
          fc.array(tie('blocks'), { minLength: 1, maxLength: 3 }),
        )
        .map(([tag, items]) => `<${tag}>${items.map((item) => `<li>${item}</li>`).join('')}</${tag.slice(0, 2)}>`),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(palette, tie('blocks'))
        .map(
          ([[background = '', border = ''], inner]) =>
            `<div class="intercom-interblocks-callout" style="background-color: ${background}; border-color: ${border};">${inner}</div>`,
        ),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(inline, tie('blocks'))
        .map(
          ([summary, inner]) =>
            `<details><summary>${summary}</summary><div class="collapsible-section-content">${inner}</div></details>`,
        ),
    },
    {
      weight: 3,
      arbitrary: fc
        .array(
          fc.array(
            fc.oneof(
              inline.map((inner) => `<p class="no-margin">${inner}</p>`),
              tie('blocks'),
            ),
            { minLength: 1, maxLength: 3 },
          ),
          {
            minLength: 1,
            maxLength: 3,
          },
        )
        .map((rows) => rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join(''))
        .map(
          (rows) =>
            `<div class="intercom-interblocks-table-container"><table role="presentation"><tbody>${rows}</tbody></table></div>`,
        ),
    },
  ),
}))

/** HTML as a workspace may answer it: every block it knows, some it does not, with text that means something to Markdown. */
export const html = blocks
