import { expect, it } from 'vitest'
import { digestOf, isProse, lazy, mapLinks, mapped, type Part, type Prose } from '../../src/model/index.ts'

const parts: readonly Part[] = ['<p>Rye, ', { link: { kind: 'article', key: 'sourdough' } }, '</p>']
const held: Prose = { parts }

it('a body that is fetched when it is looked at is the same value as one that is held: a ledger knows both by one digest', () => {
  const body = lazy(() => structuredClone(parts))
  expect(isProse(body)).toBe(true)
  expect(body).toEqual(held)
  expect({ ...body }).toEqual(held)
  expect(JSON.stringify(body)).toBe(JSON.stringify(held))
  expect(digestOf({ body })).toBe(digestOf({ body: held }))
  expect(mapped(body, (part) => (typeof part === 'string' ? part.toUpperCase() : part))).toEqual({
    parts: ['<P>RYE, ', parts[1], '</P>'],
  })
})

it('links are changed as things are now, not as they are when the body is looked at', () => {
  const names = new Map([['sourdough', 'leaven']])
  const fields = { title: 'Rye', body: held }
  const leaven: Part = { link: { kind: 'article', key: 'leaven' } }
  const renamed = mapLinks(fields, (to) => ({ link: { ...to.link, key: names.get(to.link.key) ?? 'nowhere' } }))
  names.clear()
  expect(renamed).toEqual({
    title: 'Rye',
    body: { parts: ['<p>Rye, ', leaven, '</p>'] },
  })
  expect(mapLinks(fields, (same) => same)).toBe(fields)
})
