import type { SavedPlanDocument } from '../../report/json/schemas.ts'

type Change = SavedPlanDocument['changes'][number]

const opening = '\n  "changes": ['
const ending = '\n  ]'
const first = '\n    {'
const last = '\n    }'

/** Texts longer than this are bodies; nobody is told them when a change is named. */
const named = 200

/**
 * A plan as it was printed piece by piece, read the same way: of its changes what names them and what they are held against, without their bodies, which
 * may be more than all the rest of a run. Throws SyntaxError for what is laid out otherwise.
 */
export function apart(bytes: Buffer): unknown {
  const from = bytes.indexOf(opening) + opening.length
  const to = bytes.toString('latin1', from, from + 1) === ']' ? from : bytes.indexOf(ending, from)
  const around = JSON.parse(bytes.toString('utf8', 0, from) + bytes.toString('utf8', to)) as object
  const changes: Change[] = []
  for (let at = bytes.indexOf(first, from); at >= 0 && at < to; at = bytes.indexOf(first, at + 1)) {
    const end = bytes.indexOf(last, at) + last.length
    changes.push(light(JSON.parse(bytes.toString('utf8', at, end)) as Change))
  }
  return { ...around, changes }
}

const light = (change: Change): Change => ({
  ...change,
  fields: change.fields.filter(({ before, after }) => short(before) && short(after)),
})

const short = (value: unknown): boolean => value === null || (typeof value === 'string' && value.length <= named)
