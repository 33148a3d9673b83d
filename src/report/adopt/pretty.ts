import { columns, counted, painter, tame, type Paint } from '../pretty/paint.ts'
import type { Look } from '../values.ts'
import type { AdoptReport, AdoptRow, May } from './values.ts'
import { why } from './why.ts'

const groups = {
  equal: ['green', 'surely the same, and equal'],
  differs: [
    'yellow',
    'surely the same, and they differ. The files win with apply --allow takeover, Intercom with pull --allow takeover',
  ],
  renamed: [
    'yellow',
    'surely the same under another name or in another place. Until it is bound, apply would make it a second time',
  ],
  unsure: ['red', 'to be decided by a person. Until it is, apply would make it a second time, or leaves it out'],
  new: ['dim', 'only in the files: apply makes it'],
} as const satisfies Record<AdoptRow['standing'], readonly [string, string]>

const most = 20

/** Which files are which objects of a workspace, as far as that can be told, group by group. */
export function adoptTable({ workspace, rows, foreign, skipped }: AdoptReport, look: Look): string {
  const paint = painter(look.colour)
  const equal = rows.filter(({ standing }) => standing === 'equal').length
  const left = rows.length - equal
  return [
    `${equal} of ${rows.length} are surely what the files say${left > 0 ? '; the rest:' : ''}`,
    '',
    ...Object.entries(groups).flatMap(([standing, [style, says]]) => {
      const group = rows.filter((row) => row.standing === standing)
      if (group.length === 0) return []
      const head = `${paint(style, `${standing} ${group.length}`)}: ${says}`
      return standing === 'equal' && !look.verbose ? [head, ''] : [head, ...lines(group, paint), '']
    }),
    ...foreignLines(foreign, look, paint),
    ...skipped.map(({ kind, why }) => `${kind}: not read (${tame(why)})`),
    `${paint('bold', workspace.name)}: ${counted(rows.length, 'file')} nobody remembers, ${counted(foreign.length, 'object')} of no file`,
    '',
  ].join('\n')
}

const lines = (rows: readonly AdoptRow[], paint: Paint): string[] =>
  rows.flatMap((row) => {
    const { kind, key, objects, fields, says } = row
    const [first] = objects
    const head = `  ${kind}:${paint('bold', tame(key))}`
    if (first === undefined) return [says === null ? head : `${head}  ${tame(says)}`]
    const several = row.standing === 'unsure'
    const differs = fields.length === 0 ? '' : `; differs: ${fields.join(', ')}`
    return [
      several ? head : `${head}  ${object(first, paint)}${differs}`,
      ...(several ? columns(objects.map((one) => [`      ${one.id}`, `"${tame(one.title)}"`, reasons(one)])) : []),
      ...(says === null || row.standing === 'differs' ? [] : [paint('dim', `      plan: ${tame(says)}`)]),
    ]
  })

const reasons = ({ reasons }: May): string => why(reasons)
const object = (one: May, paint: Paint): string => `${one.id} ${paint('dim', `"${tame(one.title)}"`)}  ${reasons(one)}`

function foreignLines(foreign: AdoptReport['foreign'], look: Look, paint: Paint): string[] {
  if (foreign.length === 0) return []
  const shown = look.verbose ? foreign : foreign.slice(0, most)
  const hidden = foreign.length - shown.length
  return [
    `${paint('dim', `foreign ${foreign.length}`)}: only in Intercom. Left alone; pull writes files for them`,
    ...columns(shown.map(({ kind, id, title }) => [`  ${kind}`, id, `"${tame(title)}"`])),
    ...(hidden > 0 ? [paint('dim', `  … ${hidden} more (--verbose shows them)`)] : []),
    '',
  ]
}
