import type { WatchRow } from '../values.ts'
import { labelled } from './difference.ts'
import { moment, whoSays, editSays } from './drift.ts'
import { clip, tame } from './paint.ts'

/** One change of a workspace that was watched, on one line. */
export function watchLine({ seenAt, what, kind, key, title, fields, edits }: WatchRow): string {
  const [first] = edits
  const who = what !== 'created' ? whoSays({ what, edits }) : first === undefined ? '' : editSays(first)
  const parts = [
    moment(seenAt),
    `${what} ${kind} ${tame(key)}`,
    ...(title === '' ? [] : [`"${clip(tame(title), 60)}"`]),
    ...(fields.length === 0 ? [] : [fields.map(({ name }) => tame(labelled(name))).join(', ')]),
    who,
  ]
  return `${parts.filter((part) => part !== '').join('  ')}\n`
}
