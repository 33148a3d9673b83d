import { kinds } from '../../kinds/index.ts'
import { cells, headline, type Cell } from '../promotion/words.ts'
import { differences } from '../promotion/differences.ts'
import type { Look, Promotion, PromotionRow } from '../values.ts'
import { difference } from './difference.ts'
import { clip, columns, tame, type Paint } from './paint.ts'

const most = 60

/** The files and both workspaces side by side: a line for each object that is not the same on all three; with details, what differs. */
export function promotionLines(promotion: Promotion, look: Look, paint: Paint): string[] {
  const { rows, from, to } = promotion
  const shown = look.verbose ? rows : rows.slice(0, most)
  const table = columns([
    ['', paint('bold', 'repository'), paint('bold', from), paint('bold', to)],
    ...shown.map((row) => [name(row, look, paint), ...cells(row).map((cell) => painted(cell, paint))]),
  ])
  const lines = new Map(shown.map((row, index) => [row, table[index + 1] ?? '']))
  const hidden = rows.length - shown.length
  return [
    ...headline(promotion),
    ...(rows.length === 0 ? [] : ['', table[0] ?? '']),
    ...kinds.flatMap(({ name, plural }) => {
      const ours = shown.filter(({ kind }) => kind === name)
      return ours.length === 0
        ? []
        : [
            paint('bold', plural),
            ...ours.flatMap((row) => [lines.get(row) ?? '', ...(look.verbose ? details(row, promotion, look, paint) : [])]),
          ]
    }),
    ...(hidden > 0 ? [paint('dim', `  … ${hidden} more (--verbose lists them)`)] : []),
    ...(rows.length === 0 ? [] : [paint('dim', 'the same letter: the same content')]),
    '',
  ]
}

const name = ({ name }: PromotionRow, { columns }: Look, paint: Paint): string =>
  `  ${paint('bold', clip(tame(name), Math.max(24, Math.floor(columns / 3))))}`

const painted = ({ letter, says, loud }: Cell, paint: Paint): string =>
  says === '' ? letter : `${letter} ${loud === undefined ? says : paint(loud, says)}`

const details = (row: PromotionRow, promotion: Promotion, look: Look, paint: Paint): string[] =>
  differences(row, promotion).flatMap(({ between, fields }) => [
    `      ${paint('dim', between)}`,
    ...fields.flatMap(({ name, before, after }) => difference(name, before, after, look, paint)).map((line) => `        ${line}`),
  ])
