import { found } from './found.ts'

/** Chance that is the same for the same seed and number. */
export interface Chance {
  /** from 0 to below `most` */
  below(most: number): number
  pick<T>(from: readonly T[]): T
}

/** mulberry32, of the public domain. */
export function chance(seed: number, n: number): Chance {
  let state = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b)) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (most: number): number => Math.floor(next() * most)
  return { below, pick: (from) => from[below(from.length)] as (typeof from)[number] }
}

const letters = [
  'bread',
  'Rye',
  'é',
  'e\u0301',
  '🥐',
  '👩🏽‍🍳',
  'עוגה',
  '\u202Erye\u202C',
  '\u200F',
  '焼',
  '\u200B',
  '\u00A0',
  '\uFEFF',
  '\u2028',
]
const odd = [
  '\t',
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '\0',
  '\u0007',
  '\u001B[31m',
  '\uD800',
  '\uDC00',
  '\uFFFE',
  '\\',
  '%',
  '&amp;',
  '&#0;',
  '&#x110000;',
]
const yamlish = [
  ...['title: ', 'description: ', 'state: ', 'tags: ', 'key: ', 'locale: ', 'collections: ', 'author: ', 'id: ', 'publish_at: '],
  ...[
    '- ',
    '? ',
    ': ',
    ', ',
    '[',
    ']',
    '{',
    '}',
    '|',
    '|-',
    '>',
    '>+2',
    '"',
    "'",
    '# x',
    '#',
    '&a ',
    '*a',
    '<<: *a',
    '!!js ',
    '!x ',
    '%YAML 1.2',
  ],
  ...[
    '---',
    '...',
    '~',
    'null',
    'yes',
    '0x1F',
    '1e999',
    '.nan',
    '2026-11-23',
    '007',
    '\\u12',
    '@',
    '`',
    'draft',
    'published',
    'a: b: c',
  ],
]
const marks = [
  ...[
    '# ',
    '## ',
    '###### ',
    '> ',
    '- ',
    '* ',
    '1. ',
    '3) ',
    '- [x] ',
    '    ',
    '***',
    '---',
    '===',
    '`',
    '```',
    '~~~',
    '**',
    '_',
    '~~',
    '|',
    '| - |',
    ':-:',
  ],
  ...[
    '[',
    ']',
    '](',
    '(',
    ')',
    '![',
    '[^1]',
    '[^1]: ',
    '<',
    '>',
    '<b>',
    '</b>',
    '<br>',
    '<!--',
    '-->',
    '<![CDATA[',
    '<?',
    '</',
    '<a href="',
    '<img src="',
  ],
  ...[
    '<script>',
    '</script>',
    '<style>',
    '<table><tr><td>',
    '</table>',
    '<details><summary>',
    '</summary>',
    '</details>',
    '<svg>',
    '<math><mi>',
    '<p align=right>',
  ],
  ...[
    ':::',
    ':::callout',
    ':::callout blue',
    ':::button href="" label="',
    ':::video',
    '::',
    ':x',
    '{',
    '}',
    '{#h_0123456789}',
    ':::attachment',
    '> [!NOTE]',
  ],
  ...[
    '../a.md#b',
    'mailto:',
    'https://',
    'https://a.example/?a=1&b',
    'javascript:x',
    'data:image/png;base64,',
    '//x',
    '#',
    'img/oven.png',
    'www.',
    '@',
    '%2F',
  ],
]

const soup = (random: Chance, words: readonly string[], most: number): string => {
  let text = ''
  for (let left = random.below(most); left > 0; left -= 1)
    text += random.pick(random.below(5) === 0 ? odd : random.below(3) === 0 ? letters : words)
  return text
}

const page =
  '---\ntitle: Rye bread   # as on the sign\nsummary: "All of it"\ntags: [bread, rye]\nowner: {name: ben}\n---\n\n# Rye\n\nTake **500 g** of [flour](flour.md#fees).\n\n| a | b |\n| - | - |\n| c | d |\n\n:::callout blue\nHot!\n:::\n'

/** One or two marks over and over: what makes a reader slow. */
function tower(random: Chance): string {
  const some = [random.pick(marks), random.pick([...marks, ...odd, ...letters])]
  return some.join(random.pick(['', ' ', '\n', 'a'])).repeat(2 ** random.below(12))
}

/** A known text with pieces cut out, doubled, exchanged and thrown in. */
function mutant(random: Chance): string {
  let text = random.below(3) === 0 ? random.pick(found) : page
  for (let left = 1 + random.below(5); left > 0; left -= 1) {
    const from = random.below(text.length + 1)
    const to = Math.min(text.length, from + random.below(12))
    const piece = random.pick([
      '',
      text.slice(from, to).repeat(2),
      random.pick(yamlish),
      random.pick(marks),
      random.pick(odd),
      random.pick(letters),
    ])
    text = text.slice(0, from) + piece + text.slice(to)
  }
  return text
}

/** The text number `n` of a seed: front matter and Markdown as nobody writes them. */
export function inputOf(seed: number, n: number): string {
  const random = chance(seed, n)
  const kind = random.below(100)
  if (kind === 0) return tower(random)
  if (kind < 40) return mutant(random)
  if (kind < 60) return soup(random, marks, 40)
  const fence = random.below(8) === 0 ? soup(random, yamlish, 3) : '---\n'
  return `${fence}${soup(random, yamlish, 20)}\n${fence}${soup(random, marks, 20)}`
}

/** A text as bytes, in one of the ways editors save it. */
export function bytesOf(text: string, random: Chance): Buffer {
  const ends = random.below(4) === 0 ? text.replaceAll(/\r?\n/gu, '\r\n') : text
  const marked = random.below(8) === 0 ? `\uFEFF${ends}` : ends
  if (random.below(50) === 0) return Buffer.from(marked, 'utf16le')
  const bytes = Buffer.from(marked)
  if (random.below(20) === 0 && bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256)
  return bytes
}
