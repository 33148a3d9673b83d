import { columns, counted, painter, tame, type Paint } from '../pretty/paint.ts'
import type { Look } from '../values.ts'
import { skippedLine } from './skipped.ts'
import type { ParityDifference, ParityLink, ParityReport } from './values.ts'

const most = 40

/** Two workspaces side by side as people read it: how many of what, then everything that is not the same. */
export function parityTable(report: ParityReport, look: Look): string {
  const paint = painter(look.colour)
  const { counts, from, to, differences, stale, broken, skipped } = report
  const rows = counts.map(({ kind, from, to, alien }) => [
    kind,
    String(from),
    String(to),
    alien === 0 ? '' : `${alien} of its own`,
  ])
  return [
    ...columns([['', from.name, to.name, ''], ...rows]),
    ...skipped.map((one) => tame(skippedLine(one))),
    '',
    ...some(differences, look, paint, (row) => differenceLines(row, paint)),
    ...links('links that still lead back', stale, look, paint),
    ...links('links to what is not there', broken, look, paint),
    verdict(report, paint),
    '',
  ].join('\n')
}

function some<T>(rows: readonly T[], look: Look, paint: Paint, lines: (row: T) => string[]): string[] {
  if (rows.length === 0) return []
  const shown = look.verbose ? rows : rows.slice(0, most)
  const left = rows.length - shown.length
  return [...shown.flatMap(lines), ...(left === 0 ? [] : [paint('dim', `… and ${left} more (--verbose lists them)`)]), '']
}

const differenceLines = ({ kind, title, from, to, locale, what, before, after }: ParityDifference, paint: Paint): string[] => [
  `${paint('red', '≠')} ${kind} ${paint('bold', `“${tame(title)}”`)} ${[from, to].map((id) => id ?? '–').join(' → ')}  ${locale === null ? '' : `${locale}  `}${what}`,
  ...(before === '' ? [] : [`    ${paint('red', '-')} ${tame(before)}`]),
  ...(after === '' ? [] : [`    ${paint('green', '+')} ${tame(after)}`]),
]

const links = (heading: string, rows: readonly ParityLink[], look: Look, paint: Paint): string[] =>
  rows.length === 0
    ? []
    : [
        paint('bold', heading),
        ...some(rows, look, paint, ({ title, to, locale, address, says }) => [
          `  “${tame(title)}” ${to}${locale === null ? '' : ` ${locale}`}  ${tame(address)}  ${paint('dim', says)}`,
        ]),
      ]

/** What all of it comes to, in a line. */
function verdict({ texts, links, images, differences, stale, broken }: ParityReport, paint: Paint): string {
  const compared = `${counted(texts, 'text')}, ${counted(links, 'link')} and ${counted(images, 'image')} compared`
  const wrong = [
    counted(differences.length, 'difference'),
    counted(stale.length, 'link back', 'links back'),
    counted(broken.length, 'broken link'),
  ].join(', ')
  return `${paint(differences.length + stale.length === 0 ? 'green' : 'red', wrong)} · ${compared}`
}
