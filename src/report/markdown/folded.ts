import type { Value } from '../../model/index.ts'
import type { Look } from '../values.ts'
import { diffLines } from './difference.ts'
import { fenced, plain } from './escape.ts'

const most = { usual: 40, verbose: 400 }
// one long article leaves room for others
const letters = { usual: 8_000, verbose: 30_000 }

type Changed = readonly { readonly name: string; readonly before: Value; readonly after: Value }[]

/** The differences of one object behind a line to click on, made when asked for; nothing where no field differs. */
export function folded(name: string, fields: Changed, { verbose }: Pick<Look, 'verbose'>): (() => string)[] {
  return fields.length === 0 ? [] : [() => behind(name, fields, verbose)]
}

function behind(name: string, fields: Changed, verbose: boolean): string {
  const size = verbose ? 'verbose' : 'usual'
  const lines = fields.flatMap(({ name, before, after }) => diffLines(name, before, after, most[size]))
  let left: number = letters[size]
  const shown = lines.filter((line) => (left -= line.length + 1) >= 0)
  const cut = shown.length < lines.length ? [`  … ${lines.length - shown.length} more lines`] : []
  return `<details><summary>${plain(name)}</summary>\n\n${fenced([...shown, ...cut], 'diff')}\n\n</details>\n`
}
