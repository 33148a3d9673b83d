import { diffArrays } from 'diff'
import { isProse, isRef, isRefs, splitField, type Value } from '../../model/index.ts'
import type { Look } from '../values.ts'
import { words } from '../words.ts'
import { clip, tame, type Paint } from './paint.ts'

const most = 14
const milliseconds = 1000

/** What changes in one field, as lines to stand below the change. Undefined: not there, or not managed. */
export function difference(
  name: string,
  before: Value | undefined,
  after: Value | undefined,
  look: Look,
  paint: Paint,
): string[] {
  const label = labelled(name)
  if (isProse(after) || isProse(before)) {
    const changed = proseLines(isProse(before) ? words(before.parts) : [], isProse(after) ? words(after.parts) : [], look, paint)
    return [label, ...changed.map((line) => `  ${line}`)]
  }
  if (isRefs(after) || isRefs(before)) return [`${label}  ${members(keys(before), keys(after), paint)}`]
  const room = Math.max(20, Math.floor((look.columns - label.length - 16) / 2))
  const line = `${label}  ${paint('red', spoken(before, room))} → ${paint('green', spoken(after, room))}`
  return [flip(before, after) === undefined ? line : `${line}  ${paint(['bold', 'yellow'], flip(before, after) ?? '')}`]
}

/** The name of a field as people say it: `title (fr)`. */
export function labelled(name: string): string {
  const [field, locale] = splitField(name)
  return locale === undefined ? field : `${field} (${locale})`
}

/** What a change of state means to the public, where it means something. */
export function flip(before: Value | undefined, after: Value | undefined): string | undefined {
  if (after === 'published' && before !== 'published') return 'becomes public'
  if (before === 'published' && after === 'draft') return 'is taken off the help center'
  return undefined
}

/** A value in a few words. */
export function spoken(value: Value | undefined, columns: number): string {
  if (value === undefined || value === null || value === '') return '(nothing)'
  if (typeof value === 'string') return `"${clip(tame(value), columns)}"`
  if (isRef(value)) return value.key
  if (isRefs(value)) return value.length === 0 ? '(none)' : clip(keys(value).join(', '), columns)
  if (isProse(value)) return clip(words(value.parts).join(' '), columns)
  return String(value)
}

const keys = (value: Value | undefined): string[] => (isRefs(value) ? value.map((ref) => ref.key) : [])

function members(before: readonly string[], after: readonly string[], paint: Paint): string {
  const gone = before.filter((key) => !after.includes(key)).map((key) => paint('red', `- ${key}`))
  const come = after.filter((key) => !before.includes(key)).map((key) => paint('green', `+ ${key}`))
  return [...gone, ...come].join('  ') || after.join(', ')
}

// one unchanged line around each change; two long unlike texts are not compared for ever
function proseLines(before: readonly string[], after: readonly string[], look: Look, paint: Paint): string[] {
  const changes = diffArrays([...before], [...after], { timeout: milliseconds })
  if (changes === undefined) return [`${before.length} lines become ${after.length}, with little in common`]
  const room = Math.max(40, look.columns - 12)
  const lines = changes.flatMap((change, index) => {
    if (change.added) return change.value.map((line) => paint('green', `+ ${clip(tame(line), room)}`))
    if (change.removed) return change.value.map((line) => paint('red', `- ${clip(tame(line), room)}`))
    return around(change.value, index === 0, index === changes.length - 1).map((line) =>
      paint('dim', `  ${clip(tame(line), room)}`),
    )
  })
  if (look.verbose || lines.length <= most) return lines
  return [...lines.slice(0, most - 1), paint('dim', `  … ${lines.length - most + 1} more lines (--verbose shows them)`)]
}

function around(lines: readonly string[], first: boolean, last: boolean): string[] {
  const head = first ? [] : lines.slice(0, 1)
  const tail = last ? [] : lines.slice(-1)
  const hidden = lines.length - head.length - tail.length
  return hidden > 0 ? [...head, '…', ...tail] : [...new Set([...head, ...tail])]
}
