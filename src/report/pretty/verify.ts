import type { Look, VerifyReport, VerifyRow } from '../values.ts'
import { clip, columns, counted, painter, tame, type Paint } from './paint.ts'

const colours = { lossless: 'green', opaque: 'yellow', lossy: 'red' } as const

/** How each text of the workspace comes into a file, the lossy and the opaque with the blocks that are to blame; the others with `verbose`. */
export function verify({ workspace, texts }: VerifyReport, look: Look): string {
  const paint = painter(look.colour)
  const shown = texts.filter(({ fate }) => look.verbose || fate !== 'lossless')
  const table = columns([
    ['text', 'kind', 'key', 'locale', 'title'].map((word) => paint('dim', word)),
    ...shown.map(({ fate, kind, key, locale, title }) => [
      paint(colours[fate], fate),
      kind,
      paint('bold', tame(key)),
      locale,
      clip(tame(title), 60),
    ]),
  ])
  const [head = '', ...rows] = table
  const count = (fate: VerifyRow['fate']): number => texts.filter((text) => text.fate === fate).length
  const sum = `${count('lossless')} lossless, ${count('opaque')} opaque (kept as HTML), ${count('lossy')} lossy`
  return [
    ...(shown.length === 0 ? [] : [head, ...rows.flatMap((row, n) => [row, ...blamed(shown[n], look, paint)]), '']),
    `${paint('bold', workspace.name)}: ${counted(texts.length, 'text')}: ${sum}`,
    '',
  ].join('\n')
}

const most = 5

function blamed(row: VerifyRow | undefined, look: Look, paint: Paint): string[] {
  const blocks = row?.blocks ?? []
  const shown = look.verbose ? blocks : blocks.slice(0, most)
  const more = blocks.length - shown.length
  return [
    ...shown.map(
      ({ line, kind, fate, says }) =>
        `  line ${line}: ${paint(colours[fate], kind)}${says === undefined ? '' : `: ${tame(says)}`}`,
    ),
    ...(more > 0 ? [`  and ${more} more (--verbose)`] : []),
  ]
}
