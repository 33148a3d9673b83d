import { join } from 'node:path'
import { expect } from 'vitest'
import type { Change } from '../../src/model/index.ts'
import type { House } from '../house/house.ts'

/** Keys of the articles that change; `edit` changes one and answers its key. */
export interface Four {
  readonly edit: () => string
  readonly rename: { readonly from: string; readonly to: string }
  /** what a person does besides to keep links leading to what was renamed */
  readonly follow?: () => void
  readonly remove: string
  readonly add: string
}

const file = (key: string): string => join('content/articles', `${key}.md`)

const brief = (change: Change): string => {
  switch (change.verb) {
    case 'create':
      return `create ${change.to.key}`
    case 'update':
      return `update ${change.to.key} (${change.fields.join(', ')})`
    case 'adopt':
      return `rename ${change.movedFrom ?? '?'} → ${change.to.key}, id ${change.id}`
    case 'delete':
      return `delete ${change.from.key}`
    case 'forget':
      return `forget ${change.ref.key}`
  }
}

/** Edits, renames, deletes and adds an article; expects exactly these four changes, carried out, and an empty plan after them. */
export async function four(h: House, { edit, rename, follow, remove, add }: Four): Promise<void> {
  const titles = (): Map<string, number> =>
    new Map(h.sandbox.control.state().articles.map((one) => [one.contents[one.defaultLocale]?.title ?? '', one.id]))
  const before = titles()
  const first = await h.plan()
  const idOf = (key: string): string => first.ledger.entry({ kind: 'article', key })?.id ?? 'none'
  const moved = idOf(rename.from)
  const edited = edit()
  h.move(file(rename.from), file(rename.to))
  follow?.()
  h.remove(file(remove))
  h.write(file(add), '---\ntitle: An article nobody wrote before\n---\nIt says something new.\n')

  const { drawing, outcomes } = await h.apply({ prune: true })
  expect(drawing.plan.refusals).toEqual([])
  expect(drawing.plan.levels.flat().map(brief).sort()).toEqual(
    [`create ${add}`, `delete ${remove}`, `rename ${rename.from} → ${rename.to}, id ${moved}`, `update ${edited} (body)`].sort(),
  )
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['adopted', 'applied', 'applied', 'applied'])

  const after = titles()
  expect(after.size).toBe(before.size)
  expect([...after].filter(([title, id]) => before.get(title) !== id).map(([title]) => title)).toEqual([
    'An article nobody wrote before',
  ])
  const last = await h.plan({ prune: true })
  expect(last.plan.levels).toEqual([])
  expect(last.plan.beside).toEqual([])
}
