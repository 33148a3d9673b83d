import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bakery, type Bakery } from './bakery.ts'

let home: Bakery
let id: string
const file = 'content/articles/bread.md'
const text =
  '---\ntitle: Bread   # as on the sign\nsummary: All of it\nstate: published\n---\n\nFlour and\nwater.\n\n* Rye\n* Spelt\n\nBake   it.\n'
const html = '<p>Flour and water.</p><ul><li>Rye</li><li>Spelt</li></ul><p>Bake it.</p>'

beforeEach(async () => {
  home = await bakery()
  home.write(file, text)
  home.write('content/articles/cake.md', '---\ntitle: Cake\n---\n\nSugar.\n')
  await home.apply()
  id = await home.id('article:bread')
})
afterEach(() => home.close())

const edit = (change: Record<string, unknown>): Promise<unknown> =>
  home.web('PUT', `/articles/${id}`, { author_id: 1002, ...change })

describe('both wrote, and both are kept', () => {
  test('another paragraph: merged, and the next plan shows the local edit alone', async () => {
    home.write(file, text.replace('Flour and', 'Much flour and'))
    await edit({ body: html.replace('Bake it.', 'Bake it long.') })
    const { pulled, differing } = await home.pull()
    expect([pulled.beside, differing]).toEqual([[], []])
    expect(home.read(file)).toBe(text.replace('Flour and', 'Much flour and').replace('Bake   it.', 'Bake it long.'))
    expect(await home.planned()).toEqual(['update article:bread body'])
    await home.settled()
    expect(await home.body(id)).toBe('Much flour and water. Rye Spelt Bake it long.')
  })

  test('the same paragraph: both versions between markers, nothing is applied until a person decided, and then no conflict', async () => {
    home.write(file, text.replace('Bake   it.', 'Bake it slowly.'))
    await edit({ body: html.replace('Bake it.', 'Bake it long.'), title: 'Loaf' })
    const { pulled } = await home.pull()
    expect(pulled.beside).toMatchObject([{ why: 'conflict', key: 'bread', by: '1002', file, line: 13 }])
    const day = new Date().toISOString().slice(0, 10)
    expect(home.read(file)).toBe(
      text
        .replace('title: Bread', 'title: Loaf')
        .replace(
          'Bake   it.',
          `<<<<<<< file\nBake it slowly.\n||||||| before\nBake it.\n=======\nBake it long.\n>>>>>>> intercom (Ana Pires, ${day})`,
        ),
    )
    expect(await home.planned()).toEqual([`files/conflict ${file}:13`])
    expect((await home.pull()).writings).toEqual([])
    home.write(file, text.replace('title: Bread', 'title: Loaf').replace('Bake   it.', 'Bake it long and slowly.'))
    expect(await home.planned()).toEqual(['update article:bread body'])
    await home.settled()
    expect(await home.body(id)).toContain('Spelt Bake it long and slowly.')
  })

  test('a field of its own each: taken, and the local one is all that is left', async () => {
    home.write(file, text.replace('All of it', 'More than all'))
    await edit({ title: 'Loaf', body: html.replace('Rye', 'Dark rye') })
    await home.pull()
    expect(home.read(file)).toBe(
      text
        .replace('All of it', 'More than all')
        .replace('title: Bread', 'title: Loaf')
        .replace('* Rye\n* Spelt', '- Dark rye\n- Spelt'),
    )
    expect(await home.planned()).toEqual(['update article:bread description'])
    await home.settled()
  })

  test('the same words of front matter: between markers, in lines no program reads', async () => {
    home.write(
      file,
      text.replace('title: Bread ', 'title: Brot ').replace('All of it', 'More than all').replace('Bake', 'Do bake'),
    )
    await edit({ title: 'Loaf', body: html.replace('water', 'milk') })
    const { pulled } = await home.pull()
    expect(pulled.beside).toMatchObject([{ why: 'conflict', key: 'bread', file, line: 2 }])
    const day = new Date().toISOString().slice(0, 10)
    expect(home.read(file)).toBe(
      `---\n<<<<<<< file\ntitle: Brot   # as on the sign\n||||||| before\ntitle: Bread   # as on the sign\n=======\ntitle: Loaf   # as on the sign\n>>>>>>> intercom (Ana Pires, ${day})\nsummary: More than all\nstate: published\n---\n\nFlour and milk.\n\n* Rye\n* Spelt\n\nDo bake   it.\n`,
    )
    expect(await home.planned()).toEqual([`files/conflict ${file}:2`])
    home.write(file, home.read(file).replace(/<<<<<<< file\n(.*\n)[^]*>>>>>>> .*\n/u, '$1'))
    expect(await home.planned()).toEqual(['update article:bread title,description,body'])
    await home.settled()
    expect(await home.body(id)).toContain('milk')
  })
})
