import { at, subject, type Plan } from '../../model/index.ts'
import { clip } from '../pretty/paint.ts'
import { differences } from '../promotion/differences.ts'
import { cells, headline } from '../promotion/words.ts'
import type { Look, Promotion, PromotionRow } from '../values.ts'
import { cell, plain } from './escape.ts'
import { folded } from './folded.ts'

/** The two sentences above the table, and its head. */
export const promotionHead = (promotion: Promotion): string[] => [
  ...headline(promotion).map((line) => `${plain(line)}.`),
  '',
  ...(promotion.rows.length === 0
    ? []
    : [`| | object | repository | ${cell(promotion.from)} | ${cell(promotion.to)} |`, '| --- | --- | --- | --- | --- |']),
]

/** A row for each object that is not the same on all three sides, with what the plan does about it. */
export function promotionRows({ rows }: Promotion, plan: Plan): string[] {
  const does = new Map<string, string>(plan.beside.map((one) => [at(one), `*${one.why}*`]))
  for (const change of plan.levels.flat()) does.set(at(subject(change)), change.verb)
  return rows.map((row) => {
    const object = [`${row.kind} ${cell(row.name)}`, ...(row.title === '' ? [] : [cell(clip(row.title, 80))])].join('<br>')
    const sides = cells(row).map(({ letter, says }) => (says === '' ? letter : `${letter} ${plain(says)}`))
    return `| ${does.get(at(row)) ?? ''} | ${object} | ${sides.join(' | ')} |`
  })
}

/** What differs between the files and the first workspace, behind a line to click on; what the plan changes stands there anyway. */
export const promotionDetails = (promotion: Promotion, look: Look): (() => string)[] =>
  promotion.rows.flatMap((row: PromotionRow) =>
    differences(row, promotion)
      .filter(({ between }) => between.startsWith('repository'))
      .flatMap(({ between, fields }) => folded(`${row.kind} ${row.name}: ${between}`, fields, look)),
  )
