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
  const [old, now] = [spoken(before, Infinity), spoken(after, Infinity)]
  if (old.length > room || now.length > room) return [label, ...pair(old, now, look.columns, paint).map((line) => `  ${line}`)]
  const flipped = flip(before, after)
  const says = flipped === undefined ? '' : `  ${paint(['bold', 'yellow'], flipped)}`
  return [`${label}  ${paint('red', old)} → ${paint('green', now)}${says}`]
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
  if (before.length > 0 && before.join('\n') === after.join('\n'))
    return [paint('dim', 'the same words; a link in it leads elsewhere, or to something that is not there yet')]
  const changes = diffArrays([...before], [...after], { timeout: milliseconds })
  if (changes === undefined) return [`${before.length} lines become ${after.length}, with little in common`]
  const lines = changes.flatMap((change, index) => {
    const next = changes[index + 1]
    if (change.removed && next?.added === true) return replaced(change.value, next.value, look.columns, paint)
    if (change.removed) return change.value.map((line) => paint('red', `- ${cut(line, look.columns)}`))
    if (change.added)
      return changes[index - 1]?.removed === true
        ? []
        : change.value.map((line) => paint('green', `+ ${cut(line, look.columns)}`))
    return around(change.value, index === 0, index === changes.length - 1).map((line) =>
      paint('dim', `  ${cut(line, look.columns)}`),
    )
  })
  if (look.verbose || lines.length <= most) return lines
  return [...lines.slice(0, most - 1), paint('dim', `  … ${lines.length - most + 1} more lines (--verbose shows them)`)]
}

// lines that came in the place of as many others are shown where they begin to differ
function replaced(before: readonly string[], after: readonly string[], columns: number, paint: Paint): string[] {
  if (before.length === after.length) return before.flatMap((line, index) => pair(line, after[index] ?? line, columns, paint))
  return [
    ...before.map((line) => paint('red', `- ${cut(line, columns)}`)),
    ...after.map((line) => paint('green', `+ ${cut(line, columns)}`)),
  ]
}

function pair(before: string, after: string, columns: number, paint: Paint): string[] {
  const room = columns - margin
  const long = before.length > room || after.length > room
  const same = Array.from(before).findIndex((letter, index) => letter !== Array.from(after)[index])
  const from = long ? Math.max(0, (same < 0 ? before.length : same) - Math.floor(room / 3)) : 0
  const shown = (line: string): string => cut(from === 0 ? line : `…${Array.from(line).slice(from).join('')}`, columns)
  return [paint('red', `- ${shown(before)}`), paint('green', `+ ${shown(after)}`)]
}

const margin = 12
const cut = (line: string, columns: number): string => clip(tame(line), Math.max(40, columns - margin))

function around(lines: readonly string[], first: boolean, last: boolean): string[] {
  const head = first ? [] : lines.slice(0, 1)
  const tail = last ? [] : lines.slice(-1)
  const hidden = lines.length - head.length - tail.length
  return hidden > 0 ? [...head, '…', ...tail] : [...new Set([...head, ...tail])]
}
