import { diffArrays } from 'diff'
import { isProse, isRefs, type Value } from '../../model/index.ts'
import { clip, tame } from '../pretty/paint.ts'
import { labelled, spoken } from '../pretty/difference.ts'
import { words } from '../words.ts'

const around = 1
const widest = 400
const milliseconds = 1000

/** What changes in one field, as lines of a diff: `- ` before, `+ ` after, `  ` around them. At most `most` lines. */
export function diffLines(name: string, before: Value, after: Value, most: number): string[] {
  const lines = changed(before, after).map(([sign, line]) => `${sign} ${clip(tame(line), widest)}`)
  const shown = lines.length <= most ? lines : [...lines.slice(0, most), `  … ${lines.length - most} more lines`]
  return [`@@ ${labelled(name)} @@`, ...shown]
}

type Line = readonly [sign: '-' | '+' | ' ', line: string]

function changed(before: Value, after: Value): Line[] {
  if (isProse(before) || isProse(after))
    return texts(isProse(before) ? words(before.parts) : [], isProse(after) ? words(after.parts) : [])
  if (isRefs(before) || isRefs(after)) return members(keys(before), keys(after))
  return [
    ['-', spoken(before, Infinity)],
    ['+', spoken(after, Infinity)],
  ]
}

const keys = (value: Value): string[] => (isRefs(value) ? value.map(({ key }) => key) : [])

const members = (before: readonly string[], after: readonly string[]): Line[] => [
  ...before.filter((key) => !after.includes(key)).map((key): Line => ['-', key]),
  ...after.filter((key) => !before.includes(key)).map((key): Line => ['+', key]),
]

function texts(before: readonly string[], after: readonly string[]): Line[] {
  if (before.join('\n') === after.join('\n')) return [[' ', 'the same words; a link in it leads elsewhere']]
  // two long unlike texts are not compared for ever
  const changes = diffArrays([...before], [...after], { timeout: milliseconds })
  if (changes === undefined) return [[' ', `${before.length} lines become ${after.length}, with little in common`]]
  return changes.flatMap((change, index): Line[] => {
    if (change.removed) return change.value.map((line): Line => ['-', line])
    if (change.added) return change.value.map((line): Line => ['+', line])
    const head = index === 0 ? 0 : around
    const tail = index === changes.length - 1 ? 0 : around
    return change.value.length <= head + tail + 1
      ? change.value.map((line): Line => [' ', line])
      : [...change.value.slice(0, head), '…', ...change.value.slice(change.value.length - tail)].map((line): Line => [' ', line])
  })
}
