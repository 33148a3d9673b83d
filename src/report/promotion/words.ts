import type { Column, Promotion, PromotionRow } from '../values.ts'
import { labelled } from '../pretty/difference.ts'
import { clip, tame } from '../pretty/paint.ts'

/** What one side has of an object: its letter, and what it did since. `loud` where it is not as it should be. */
export interface Cell {
  readonly letter: string
  readonly says: string
  readonly loud?: 'yellow' | 'red'
}

const most = 3

/** Fields as people say them, a few of them. */
const fields = (names: readonly string[]): string =>
  `${names.slice(0, most).map(labelled).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`

const who = ({ by }: Column): string => (by === null ? '' : ` (${clip(tame(by), 40)})`)

const letter = ({ content }: Column): string => content ?? '–'

/** The three cells of an object, from left to right. */
export function cells({ repository, from, to }: PromotionRow): readonly [Cell, Cell, Cell] {
  const clash = repository.changed.some((name) => from.changed.includes(name))
  return [
    { letter: letter(repository), ...inFiles(repository, from, clash) },
    { letter: letter(from), ...inFirst(from, repository, clash) },
    { letter: letter(to), ...inSecond(to, from) },
  ]
}

type Words = Omit<Cell, 'letter'>

function inFiles({ is, changed }: Column, from: Column, clash: boolean): Words {
  if (is === 'absent') return { says: 'no file', loud: 'yellow' }
  if (is === 'deleted') return { says: 'file deleted', loud: 'yellow' }
  if (is === 'unclear') return { says: 'has errors', loud: 'red' }
  if (from.content === null) return { says: '' }
  return changed.length === 0 ? { says: '' } : { says: `changed: ${fields(changed)}`, loud: clash ? 'red' : 'yellow' }
}

function inFirst(from: Column, repository: Column, clash: boolean): Words {
  if (from.is === 'deleted') return { says: 'deleted', loud: 'yellow' }
  if (from.is === 'absent') return { says: repository.is === 'there' ? 'not applied yet' : '', loud: 'yellow' }
  if (from.changed.length > 0) return { says: `edited: ${fields(from.changed)}${who(from)}`, loud: clash ? 'red' : 'yellow' }
  return from.is === 'unclear' ? { says: 'to be settled with the files', loud: 'red' } : { says: '' }
}

function inSecond(to: Column, from: Column): Words {
  switch (to.is) {
    case 'absent':
      return { says: from.content === null ? '' : 'not there yet' }
    case 'deleted':
      return { says: 'deleted', loud: 'yellow' }
    case 'leaving':
      return { says: 'still there', loud: 'yellow' }
    case 'unclear':
      return { says: 'to be settled first', loud: 'red' }
    case 'there':
      return moved(to)
  }
}

function moved(to: Column): Words {
  const { changed, behind } = to
  const parts = [
    ...(behind.length > 0 ? [`behind: ${fields(behind)}`] : []),
    ...(changed.length > 0 ? [`edited: ${fields(changed)}${who(to)}`] : []),
  ]
  const loud = behind.some((name) => changed.includes(name)) ? 'red' : changed.length > 0 ? 'yellow' : undefined
  return { says: parts.join('; '), ...(loud === undefined ? {} : { loud }) }
}

/** The whole in two sentences: how the first workspace stands to the files, and the second to the first. */
export function headline({ from, to, rows, same }: Promotion): readonly [string, string] {
  const count = (test: (row: PromotionRow) => boolean): number => rows.filter(test).length
  const first = listed([
    [count((row) => row.from.changed.length > 0), 'edited there'],
    [count((row) => row.from.content !== null && row.repository.changed.length > 0), 'changed in the repository and not applied'],
    [count((row) => row.from.content === null && row.repository.is === 'there'), 'only in the repository'],
    [
      count((row) => row.from.content !== null && (row.repository.is === 'absent' || row.repository.is === 'deleted')),
      'in no file',
    ],
    [count((row) => row.repository.is === 'unclear'), 'in files with errors'],
  ])
  const second = listed([
    [count((row) => row.to.is === 'there' && row.to.behind.length > 0), 'behind'],
    [count((row) => row.to.is === 'absent' && row.from.content !== null), 'not there yet'],
    [count((row) => row.to.changed.length > 0), 'edited there'],
    [count((row) => row.to.is === 'deleted'), 'deleted there'],
    [count((row) => row.to.is === 'leaving'), `no longer in ${from}`],
    [count((row) => row.to.is === 'unclear'), 'to be settled first'],
  ])
  const all = rows.length === 0 ? `all ${same} objects` : `${same} objects`
  return [
    first === '' ? `${from} is what the repository says` : `${from} is not what the repository says: ${first}`,
    second === ''
      ? `${to} is what ${from} is · ${all} the same everywhere`
      : `${to} is not what ${from} is: ${second} · ${all} the same everywhere`,
  ]
}

const listed = (counts: readonly (readonly [number, string])[]): string =>
  counts
    .filter(([count]) => count > 0)
    .map(([count, says]) => `${count} ${says}`)
    .join(', ')
