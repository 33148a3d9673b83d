import fc from 'fast-check'

const word = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('bread', 'rye', 'Fees', 'oven', 'flour', 'Brötchen', 'café', 'cafe\u0301', '焼き', '🥐'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('10:30', 'a_b_c', '5 < 6', 'R&D', '&amp;', '1.', 'x*y', ':smile:', '“so”', 'a\u00A0b', 'h\u200Bi'),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 6 }).map((text) => text.replace(/[\r\n]/gu, ' ')) },
)
const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((all) => all.join(' '))

const href = fc.constantFrom(
  '../billing/refunds.md#fees',
  'hours.md',
  '#Fees',
  'https://flour.example/?a=1&b=2',
  'mailto:hi@bakery.example',
  '<b c.md>',
)
const image = fc.constantFrom('img/oven.png', 'https://images.example/a.png?x=1&y=2')

const { inline } = fc.letrec<{ inline: string; span: string }>((tie) => ({
  inline: fc.array(tie('span'), { minLength: 1, maxLength: 4 }).map((spans) => spans.join(' ')),
  span: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 6, arbitrary: words },
    { weight: 1, arbitrary: tie('inline').map((text) => `**${text}**`) },
    { weight: 1, arbitrary: tie('inline').map((text) => `_${text}_`) },
    { weight: 1, arbitrary: tie('inline').map((text) => `~~${text}~~`) },
    { weight: 1, arbitrary: word.map((text) => `\`${text}\``) },
    { weight: 1, arbitrary: fc.tuple(tie('inline'), href).map(([text, to]) => `[${text}](${to})`) },
    { weight: 1, arbitrary: fc.tuple(word, image).map(([alt, src]) => `![${alt}](${src})`) },
    { weight: 1, arbitrary: tie('inline').map((text) => `<b>${text}</b><kbd>x</kbd><sup>2</sup>`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '<br>',
        '  \n',
        '\\\n',
        '<!-- no -->',
        'https://bare.example/a_b',
        '<span style="color:red">s</span>',
      ),
    },
  ),
}))

const indent = (text: string, by: string): string => text.replace(/\n/gu, `\n${by}`)

const { blocks } = fc.letrec<{ blocks: string; block: string; items: string }>((tie) => ({
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 4 }).map((all) => all.join('\n\n')),
  items: fc.array(tie('blocks'), { minLength: 1, maxLength: 3 }).map((all) => all.join('\u0001')),
  block: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 4, arbitrary: inline },
    { weight: 3, arbitrary: fc.tuple(fc.integer({ min: 1, max: 6 }), inline).map(([n, text]) => `${'#'.repeat(n)} ${text}`) },
    {
      weight: 2,
      arbitrary: tie('items').map((items) =>
        items
          .split('\u0001')
          .map((item) => `- ${indent(item, '  ')}`)
          .join('\n'),
      ),
    },
    {
      weight: 1,
      arbitrary: tie('items').map((items) =>
        items
          .split('\u0001')
          .map((item) => `3. ${indent(item, '   ')}`)
          .join('\n'),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '- [x] knead\n- [ ] bake',
        '---',
        '```js\nif (a < b) {\n\n  c()\n}\n```',
        '    indented',
        '```\n```',
      ),
    },
    { weight: 1, arbitrary: tie('blocks').map((text) => `> ${indent(text, '> ')}`) },
    { weight: 1, arbitrary: tie('blocks').map((text) => `> [!WARNING]\n> ${indent(text, '> ')}`) },
    { weight: 1, arbitrary: tie('blocks').map((text) => `:::callout blue\n${text}\n:::`) },
    { weight: 1, arbitrary: tie('blocks').map((text) => `:::collapsible title="More &amp; more"\n${text}\n:::`) },
    { weight: 1, arbitrary: tie('blocks').map((text) => `<details><summary>More</summary>\n\n${text}\n\n</details>`) },
    { weight: 1, arbitrary: tie('blocks').map((text) => `<div align="center">\n\n${text}\n\n</div>`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ':::button href="hours.md" label="Go"',
        '::video{id="dQw4w9WgXcQ" provider="youtube"}',
        'https://vimeo.com/12345',
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(inline, { minLength: 2, maxLength: 4 })
        .map((cells) => cells.map((cell) => cell.replace(/[|\n]/gu, ' ')))
        .map((cells) => `| a | b |\n| - | :-: |\n| ${cells.join(' | ')} |`),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '<table><tr><th rowspan="2">x</th><td>y</td></tr><tr><td>z</td></tr></table>',
        '<p align="right">r</p>',
        '<script>x()</script>',
        '<img src="img/a.png" width="20" align="right">',
      ),
    },
  ),
}))

/** Markdown as people write it: every construct, nested, with the characters that need care. */
export const markdown = blocks

const calm = fc
  .array(
    fc.oneof(
      fc.constantFrom('rye', 'Brötchen', 'R&D', '5 < 6', 'a_b_c', '🥐', 'at 10:30'),
      fc.constantFrom(
        '**warm**',
        '_soft_',
        '`5 < 6`',
        '[hours](hours.md)',
        '**[flour](https://flour.example/?a=1&b=2)**',
        '**_both_**',
        '**warm _soft_**',
      ),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) => all.join(' '))

/** Markdown of what a snippet holds. */
export const snippet = fc
  .array(
    fc.oneof(
      calm,
      calm.map((text) => `## ${text}`),
      fc.array(calm, { minLength: 1, maxLength: 3 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
      fc.array(calm, { minLength: 1, maxLength: 3 }).map((items) => items.map((item) => `1. ${item}`).join('\n')),
      fc.constantFrom('---', '```js\nif (a < b) {\n\n  c()\n}\n```', 'one  \ntwo'),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((blocks) => blocks.join('\n\n'))

const textOnly = inline.filter((text) => !/<[!a-z]|!\[/u.test(text))

/** Markdown of what a snippet holds, with the characters that need care. */
export const roughSnippet = fc
  .array(
    fc.oneof(
      textOnly,
      textOnly.map((text) => `### ${text}`),
      fc
        .array(textOnly, { minLength: 1, maxLength: 3 })
        .map((items) => items.map((item) => `- ${indent(item, '  ')}`).join('\n')),
      snippet,
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((blocks) => blocks.join('\n\n'))

/** Marks of Markdown and HTML in any order, well formed or not. */
export const rubble = fc
  .array(
    fc.oneof(
      word,
      fc.constantFrom(
        ...'* ** _ ~ ~~ ` ``` [ ]( ) ![ > - 1. # ## | |-| \n \n\n \t : ::: :::callout {a="b"} < > & &lt; &#0; \\ <b> </b> <a href="x"> </a> <p> </p> <div> </div>'.split(
          ' ',
        ),
        ...[
          '<table>',
          '<td>',
          '</table>',
          '<details>',
          '<summary>',
          '<ul>',
          '<li>',
          '<img src=x onerror=y>',
          '<iframe src="//evil.example">',
          '<!--',
          '-->',
          '<a href="javascript:x()">',
          '\0',
          '\ud800',
          '\r\n',
        ],
      ),
    ),
    { maxLength: 40 },
  )
  .map((all) => all.join(''))

/** The seed of a run: FC_SEED, else a fixed one, so that the same code gives the same answer. */
export const seeded = (runs: number): { numRuns: number; seed: number } => ({
  numRuns: runs,
  seed: Number(process.env['FC_SEED'] ?? 1912),
})

const shards =
  '* ** _ __ ~ ~~ ` ``` [ ] ( ) ![ > - + 1. # ## = --- | \n \n\n \t \\ : ::: ::: :::callout {a="b"} {#a} < > & &lt; &#0; &#13; a b 1 é 🥐 \u00a0 \u200b \u2028 . ! @ www. http:// https://a.b x@y.z <b> </b> <i> <u> <sup data-intercom> <a href="x"> <a href="//y"> </a> <p> </p> <div> <div align="right"> </div> <table> <tr> <td> <th> <td colspan="2"> </table> <details> <summary> <ul> <ol start="0"> <li> <pre> <code> <br> <hr> <h2> <img src=x> <img src="data:,"> <iframe src="//youtu.be/abcdefgh"> <!-- --> <script> <svg> <math> <template> <select> <x-y onclick="z()"> \0 \ud800 \r\n \r ```html\u0020intercom\n \n```'
    .split(/(?<!\n) (?!\n)/u)
    .map((shard) => shard.replace('\\0', '\0'))

/** A few marks of Markdown and HTML in any order. */
export const shard = fc.array(fc.constantFrom(...shards, ' '), { maxLength: 9 }).map((all) => all.join(''))
