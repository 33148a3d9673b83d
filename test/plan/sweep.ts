import { expect } from 'vitest'
import type { Plan } from '../../src/model/index.ts'
import type { Rules } from '../../src/plan/index.ts'
import { live, planned, remembered, want } from './values.ts'

export const numbered = (size: number): number[] => Array.from({ length: size }, (_, n) => n)
export const fields = (n: number): { title: string } => ({ title: `Loaf ${n}` })

/** So many articles of which the files of the first are gone; one file stays that is new, so that there are files at all. */
export function sweep(size: number, gone: number, changed: Partial<Rules> = {}): Plan {
  const all = numbered(size)
  return planned(
    [...all.slice(gone).map((n) => want('article', `loaf-${n}`, fields(n))), want('article', 'new', { title: 'New' })],
    all.map((n) => live('article', `${n + 1}`, fields(n))),
    all.map((n) => remembered('article', `loaf-${n}`, `${n + 1}`, fields(n))),
    { prune: true, ...changed },
  )
}

/** The shares at which the limit of 30 % has to show itself. */
export const shares = [0, 1, 9, 10, 11, 29, 30, 31, 100]

/** Deleting this share is planned whole, and refused above 30 % of ten or more. */
export function expectLimit(size: number, percent: number): void {
  const gone = Math.round((size * percent) / 100)
  const drawn = sweep(size, gone)
  expect(drawn.counts.delete).toBe(gone)
  const said = `delete ${gone} of ${size} articles (${Math.round((gone / size) * 100)} %) is above the limit of 30 %. Look at the plan; to go on: --allow deletes`
  const refused = size >= 10 && gone * 10 > size * 3
  expect(drawn.refusals.map(({ exit, override, says }) => [exit, override, says])).toEqual(
    refused ? [[3, '--allow deletes', said]] : [],
  )
}
