import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { house, type House } from '../house/house.ts'

const page = (title: string, body: string): string => `---\ntitle: ${title}\nstate: published\n---\n\n${body}\n`
const lines = (name: string, count = 12): string[] =>
  Array.from({ length: count }, (_, n) => `The ${name} of day ${n} is ${name}${n} with much care and ${name}flour${n}.`)
const text = (name: string): string => lines(name).join('\n\n')
/** The first so many lines of one, then lines nobody wrote before. */
const rewritten = (name: string, kept: number): string => [...lines(name, kept), ...lines(`new${name}`, 12 - kept)].join('\n\n')

let home: House
beforeEach(async () => {
  home = await house()
  home.write('content/articles/bread.md', page('Bread', text('bread')))
  home.write('content/articles/cake.md', page('Cake', text('cake')))
  home.write('content/articles/pie.md', page('Pie', text('pie')))
  await home.apply()
})
afterEach(() => home.close())

const titles = (): Record<string, string> =>
  Object.fromEntries(home.sandbox.control.state().articles.map(({ id, contents }) => [id, contents['en']?.title ?? '']))
const idOf = (title: string): string | undefined => Object.entries(titles()).find(([, name]) => name === title)?.[0]
const sent = (): string[] =>
  home.sandbox
    .requests()
    .filter(({ method }) => method !== 'GET')
    .map(({ method }) => method)
const prune = { prune: true, allow: new Set(['deletes', 'updates'] as const) }

/** Applies, plans again and demands nothing. */
async function settled(wishes: Parameters<House['apply']>[0] = prune): Promise<void> {
  await home.apply(wishes)
  const { plan } = await home.plan(wishes)
  expect(plan.levels).toEqual([])
}

describe('a page keeps its address when its file moves (R33)', () => {
  test('renamed alone nothing is sent; renamed, retitled and half rewritten it is one update', async () => {
    const id = idOf('Bread')
    const before = sent().length
    home.move('content/articles/bread.md', 'content/articles/loaf.md')
    await settled()
    expect(sent()).toHaveLength(before)
    home.remove('content/articles/loaf.md')
    home.write('content/articles/our/rye.md', page('Rye', rewritten('bread', 7)))
    await settled()
    expect(idOf('Rye')).toBe(id)
    expect(Object.keys(titles())).toHaveLength(3)
    expect(
      sent()
        .slice(before)
        .filter((method) => method === 'DELETE'),
    ).toEqual([])
  })

  test('two files that swap their texts swap nothing else', async () => {
    const [bread, cake] = [idOf('Bread'), idOf('Cake')]
    home.write('content/articles/bread.md', page('Cake', text('cake')))
    home.write('content/articles/cake.md', page('Bread', text('bread')))
    await settled()
    expect([idOf('Cake'), idOf('Bread')]).toEqual([bread, cake])
  })

  test('a copy is a page of its own', async () => {
    const id = idOf('Bread')
    home.write('content/articles/copy.md', page('Copy', text('bread')))
    await settled()
    expect(idOf('Bread')).toBe(id)
    expect(Object.keys(titles())).toHaveLength(4)
  })
})

describe('what cannot be told is left until a person says', () => {
  test('a quarter left of the text: nothing is created, nothing deleted; and then by a flag it is a new page', async () => {
    const id = idOf('Bread') ?? ''
    home.remove('content/articles/bread.md')
    home.write('content/articles/rye.md', page('Rye', rewritten('bread', 3)))
    const before = sent().length
    const { drawing } = await home.apply(prune)
    expect(drawing.plan.beside.map(({ why, key }) => `${why} ${key}`)).toEqual(['blocked bread', 'blocked rye'])
    expect(sent()).toHaveLength(before)
    expect(titles()[id]).toBe('Bread')
    await settled({ prune: true, allow: new Set(['deletes', 'duplicates']) })
    expect(Object.values(titles()).sort()).toEqual(['Cake', 'Pie', 'Rye'])
    expect(titles()[id]).toBeUndefined()
  })

  test('two alike that moved', async () => {
    home.write('content/articles/twin-a.md', page('Twin A', text('twin')))
    home.write('content/articles/twin-b.md', page('Twin B', text('twin')))
    await settled()
    const ids = [idOf('Twin A'), idOf('Twin B')]
    for (const name of ['a', 'b']) {
      home.remove(`content/articles/twin-${name}.md`)
      home.write(`content/articles/double-${name}.md`, page(`Double ${name}`, text('twin')))
    }
    const { drawing } = await home.apply(prune)
    expect(drawing.plan.counts).toMatchObject({ blocked: 4, create: 0, delete: 0, update: 0 })
    expect([idOf('Twin A'), idOf('Twin B')]).toEqual(ids)
  })
})
