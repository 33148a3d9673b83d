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

  test('beside a link: who looks at the merge first is shown the words that change, and no link that stays', async () => {
    const linked = text.replace('Bake   it.', 'Like [cake](cake.md).\n\nBake   it.')
    home.write(file, linked)
    await home.apply()
    const { body } = await home.web('GET', `/articles/${id}`, {})
    home.write(file, linked.replace('Flour and', 'Much flour and'))
    await edit({ body: String(body).replace('Bake it.', 'Bake it long.') })
    const { writings } = await home.pull()
    const parts = writings.flatMap(({ merged }) => merged?.body?.parts ?? [])
    expect(parts).toContainEqual({ link: { kind: 'article', key: 'cake' } })
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

  test('clashes as files: the file keeps its words, Intercom’s stand beside, and nothing is applied while they do', async () => {
    home.write(file, text.replace('title: Bread ', 'title: Brot ').replace('Bake   it.', 'Bake it slowly.'))
    await edit({ title: 'Loaf', body: html.replace('Bake it.', 'Bake it long.').replace('Rye', 'Dark rye') })
    const { pulled } = await home.pull({ conflicts: 'files' })
    expect(pulled.beside).toMatchObject([{ why: 'conflict', key: 'bread', file }])
    expect(pulled.beside[0]?.says).toContain('content/articles/_bread.intercom.md')
    expect(home.read(file)).toBe(
      text
        .replace('title: Bread ', 'title: Brot ')
        .replace('* Rye\n* Spelt', '- Dark rye\n- Spelt')
        .replace('Bake   it.', 'Bake it slowly.'),
    )
    expect(home.read('content/articles/_bread.intercom.md')).toContain('title: Loaf')
    expect(home.read('content/articles/_bread.intercom.md')).toContain('Bake it long.')
    expect(await home.planned()).toEqual([`files/conflict ${file}:1`])
    home.remove('content/articles/_bread.intercom.md')
    expect(await home.planned()).toEqual(['update article:bread title,body'])
    await home.settled()
  })

  test('without the flag it is a conflict, and the file keeps its words', async () => {
    home.write(file, text.replace('Flour and', 'Much flour and'))
    await edit({ body: html.replace('Bake it.', 'Bake it long.') })
    const { pulled, writings } = await home.pull({ merge: false })
    expect([pulled.beside, writings]).toMatchObject([[{ why: 'conflict', key: 'bread' }], []])
  })

  test('a field that is new in the file is still to be applied after another one was pulled', async () => {
    home.write('content/articles/cake.md', '---\ntitle: Cake\ndescription: Sweet\n---\n\nSugar.\n')
    const cake = await home.id('article:cake')
    await home.web('PUT', `/articles/${cake}`, { title: 'Sponge', author_id: 1002 })
    await home.pull({ merge: false })
    expect(await home.planned()).toEqual(['update article:cake description'])
    await home.settled()
  })

  test('the same change on both sides is nothing to write', async () => {
    home.write(file, text.replace('Bake   it.', 'Bake it long.'))
    await edit({ body: html.replace('Bake it.', 'Bake it long.') })
    expect((await home.pull()).writings).toEqual([])
    await home.settled()
  })

  test('one edit after the other: each merge begins where the last one ended', async () => {
    home.write(file, text.replace('Flour and', 'Much flour and'))
    await edit({ body: html.replace('Bake it.', 'Bake it long.') })
    await home.pull()
    await edit({ body: html.replace('Bake it.', 'Bake it very long.').replace('Spelt', 'Fine spelt') })
    expect((await home.pull()).pulled.beside).toEqual([])
    expect(home.read(file)).toBe(
      text
        .replace('Flour and', 'Much flour and')
        .replace('* Rye\n* Spelt', '- Rye\n- Fine spelt')
        .replace('Bake   it.', 'Bake it very long.'),
    )
    expect(await home.planned()).toEqual(['update article:bread body'])
    await home.settled()
  })
})

describe('who deletes, moves and translates', () => {
  test('the file deleted, the text edited in Intercom: the file is written anew', async () => {
    home.remove(file)
    await edit({ body: html.replace('Bake it.', 'Bake it long.') })
    const { pulled } = await home.pull()
    expect(pulled.beside).toMatchObject([{ why: 'drift', key: 'bread', by: '1002' }])
    expect(home.read(file)).toContain('Bake it long.')
    await home.settled()
  })
  test('the file deleted, nothing edited in Intercom: it stays deleted', async () => {
    home.remove(file)
    const { pulled, writings } = await home.pull()
    expect([pulled.beside, writings]).toMatchObject([[{ why: 'orphan', key: 'bread' }], []])
  })
  test('deleted in Intercom, the file edited: the file stays, and apply can make the article anew', async () => {
    home.write(file, text.replace('Bake', 'Do bake'))
    await home.web('DELETE', `/articles/${id}`, {})
    const { pulled, writings } = await home.pull()
    expect([pulled.beside, writings]).toMatchObject([[{ why: 'conflict', key: 'bread' }], []])
    await home.apply({ allow: new Set(['recreate']) })
    expect(await home.planned()).toEqual([])
    expect(await home.body(await home.id('article:bread'))).toContain('Do bake it.')
  })
  test('the file moved and edited, the text edited in Intercom: merged under the new name', async () => {
    const moved = 'content/articles/loaves/bread.md'
    home.move(file, moved)
    home.write(moved, text.replace('Flour and', 'Much flour and'))
    await edit({ body: html.replace('Bake it.', 'Bake it long.'), description: 'Some of it' })
    expect((await home.pull()).pulled.beside).toEqual([])
    expect(home.read(moved)).toBe(
      text.replace('Flour and', 'Much flour and').replace('Bake   it.', 'Bake it long.').replace('All of it', 'Some of it'),
    )
    expect((await home.planned()).sort()).toEqual(['create collection:loaves', 'update article:loaves/bread body,collections'])
    await home.settled()
    expect(await home.id('article:loaves/bread')).toBe(id)
  })
  test('a folder renamed here and edited in Intercom: what stands in it is remembered to stand in the new one', async () => {
    const shelf = 'name: Loaves\ndescription: Big\n'
    home.write('content/articles/loaves/_collection.yaml', shelf)
    home.write('content/articles/loaves/oats.md', '---\ntitle: Oats\n---\n\nOats.\n')
    await home.settled()
    const loaves = await home.id('collection:loaves')
    home.move('content/articles/loaves', 'content/articles/breads')
    await home.web('PUT', `/help_center/collections/${loaves}`, { description: 'Very big' })
    expect((await home.pull()).pulled.beside).toEqual([])
    expect(home.read('content/articles/breads/_collection.yaml')).toBe(shelf.replace('Big', 'Very big'))
    const remembered = (await home.plan()).ledger
      .entries()
      .map(({ kind, key, base }) => [kind, key, base.fields()['collections']])
    expect(remembered).toContainEqual(['article', 'loaves/oats', [{ kind: 'collection', key: 'breads' }]])
    expect(JSON.stringify(remembered)).not.toContain('"key":"loaves"')
    await home.settled()
    expect(await home.id('collection:breads')).toBe(loaves)
  })
  test('a translation: its file deleted, its text edited in Intercom', async () => {
    const french = 'content/articles/bread.fr.md'
    home.write(french, '---\ntitle: Pain\n---\n\nFarine.\n\nCuire.\n')
    await home.settled()
    home.remove(french)
    home.write(file, text.replace('Flour and', 'Much flour and'))
    await edit({ translated_content: { fr: { title: 'Pain', body: '<p>Farine.</p><p>Bien cuire.</p>', author_id: 1002 } } })
    const { pulled } = await home.pull()
    expect(pulled.beside).toMatchObject([{ why: 'drift', key: 'bread', by: '1002' }])
    expect(home.read(french)).toContain('Farine.\n\nBien cuire.\n')
    expect(await home.planned()).toEqual(['update article:bread body'])
    await home.settled()
  })
  test('a translation edited on both sides is merged in its own file', async () => {
    const french = 'content/articles/bread.fr.md'
    home.write(french, '---\ntitle: Pain\n---\n\nFarine.\n\nCuire.\n')
    await home.settled()
    home.write(french, '---\ntitle: Pain\n---\n\nFarine fine.\n\nCuire.\n')
    home.write(file, text.replace('Flour and', 'Much flour and'))
    await edit({
      body: html.replace('Bake it.', 'Bake it long.'),
      translated_content: { fr: { title: 'Pain', body: '<p>Farine.</p><p>Bien cuire.</p>', author_id: 1002 } },
    })
    expect((await home.pull()).pulled.beside).toEqual([])
    expect(home.read(french)).toContain('Farine fine.\n\nBien cuire.\n')
    expect(home.read(file)).toContain('Much flour and\nwater.')
    expect(home.read(file)).toContain('Bake it long.')
    expect(await home.planned()).toEqual(['update article:bread body,body@fr'])
    await home.settled()
  })
  test('tags are brought together one by one', async () => {
    home.write(file, text.replace('state:', 'tags: [rye, spelt]\nstate:'))
    await home.settled()
    const tag = async (name: string, how: 'POST' | 'DELETE'): Promise<void> => {
      const { id: tagId } = await home.web('POST', '/tags', { name })
      await (how === 'POST'
        ? home.web('POST', `/articles/${id}/tags`, { id: tagId })
        : home.web('DELETE', `/articles/${id}/tags/${String(tagId)}`, {}))
    }
    home.write(file, text.replace('state:', 'tags: [rye, oats]\nstate:'))
    await tag('rye', 'DELETE')
    await tag('theirs', 'POST')
    expect((await home.pull()).pulled.beside).toEqual([])
    expect(home.read(file)).toContain('tags: [ oats ]\n')
    await home.settled()
    expect(home.read(file)).toContain('tags: [ oats ]\n')
  })
})

test('a snippet, with its locale in the file: both keep their words, and a clash does not make it another snippet', async () => {
  const hours = 'content/snippets/hours.md'
  const snippet = '---\ntitle: Hours\nlocale: fr\n---\n\nOuvert.\n\nToujours.\n'
  home.write(hours, snippet)
  await home.settled()
  const snippetId = await home.id('snippet:hours@fr')
  home.write(hours, snippet.replace('Ouvert.', 'Ouvert souvent.').replace('title: Hours', 'title: Heures'))
  await home.web('PUT', `/content_snippets/${snippetId}`, { title: 'Horaires', body_markdown: 'Ouvert.\n\nPresque toujours.' })
  const { pulled } = await home.pull()
  expect(pulled.beside).toMatchObject([{ why: 'conflict', key: 'hours@fr', file: hours, line: 2 }])
  expect(home.read(hours)).toContain('Ouvert souvent.\n\nPresque toujours.\n')
  expect(await home.planned()).toEqual([`files/conflict ${hours}:2`])
  home.write(hours, home.read(hours).replace(/<<<<<<< file\n(.*\n)[^]*>>>>>>> .*\n/u, '$1'))
  expect(await home.planned()).toEqual(['update snippet:hours@fr title,body'])
  await home.settled()
})

describe('settings both sides changed', () => {
  const list = 'config/collections.yaml'
  const rolls = '- name: Rolls # small\n  key: rolls\n  description: Small ones\n'
  const said = (description: string, name = 'Bread'): string => `- name: ${name}\n  key: bread\n  description: ${description}\n`
  let collection: string
  beforeEach(async () => {
    home.write(list, said('Loaves') + rolls)
    home.write(file, text.replace('title: Bread', 'title: Bread\ncollections: [bread]'))
    await home.settled()
    collection = await home.id('collection:bread')
  })
  const there = (fields: Record<string, unknown>, id = collection): Promise<unknown> =>
    home.web('PUT', `/help_center/collections/${id}`, fields)

  test('different fields of one entry: each is taken, and nothing else is touched', async () => {
    home.write(list, said('All loaves') + rolls)
    await there({ name: 'Breads' })
    const { pulled } = await home.pull()
    expect([pulled.beside, home.read(list)]).toEqual([[], said('All loaves', 'Breads') + rolls])
    expect(await home.planned()).toEqual(['update collection:bread description'])
    await home.settled()
  })

  test('the same field: between markers, beside another that is taken; all of the file waits, and nothing of it is sent', async () => {
    home.write(list, said('All loaves') + rolls.replace('Small ones', 'Small, and round'))
    await there({ description: 'Loaves and rolls', name: 'Breads' })
    const { pulled } = await home.pull()
    expect(pulled.beside).toMatchObject([{ why: 'conflict', key: 'bread', file: list, line: 3 }])
    expect(home.read(list).replace(/intercom \(.*\)/u, 'intercom')).toBe(
      '- name: Breads\n  key: bread\n<<<<<<< file\n  description: All loaves\n||||||| before\n  description: Loaves\n=======\n' +
        `  description: Loaves and rolls\n>>>>>>> intercom\n${rolls.replace('Small ones', 'Small, and round')}`,
    )
    expect(await home.planned()).toEqual([`files/conflict ${list}:3`])
    expect((await home.plan()).plan.beside.filter(({ why }) => why !== 'blocked')).toEqual([])
  })

  test.each([
    ['the words of the file', 'All loaves', ['update collection:bread description']],
    ['those of Intercom', 'Loaves and rolls', []],
    ['new ones', 'Loaves, rolls and all', ['update collection:bread description']],
  ])('%s are taken once the markers are out', async (_, chosen, next) => {
    home.write(list, said('All loaves') + rolls)
    await there({ description: 'Loaves and rolls' })
    await home.pull()
    home.write(list, said(chosen) + rolls)
    expect(await home.planned()).toEqual(next)
    await home.settled()
  })

  test('two entries: each has its markers, and what Intercom alone changed beside them is remembered', async () => {
    const other = await home.id('collection:rolls')
    home.write(list, said('All loaves') + rolls.replace('Small ones', 'Tiny ones'))
    await there({ description: 'Loaves and rolls' })
    await there({ description: 'Little ones', name: 'Buns' }, other)
    const { pulled } = await home.pull()
    expect(pulled.beside.map(({ why, key }) => [why, key])).toEqual([
      ['conflict', 'bread'],
      ['conflict', 'rolls'],
    ])
    home.write(list, said('All loaves') + '- name: Buns # small\n  key: rolls\n  description: Little ones\n')
    expect(await home.planned()).toEqual(['update collection:bread description'])
    await home.settled()
  })

  test('the name an entry is known by stays a conflict: in two spellings it would be two', async () => {
    home.write(list, said('Loaves', 'Loaf') + rolls)
    await there({ name: 'Breads' })
    const { pulled, writings } = await home.pull()
    expect([pulled.beside, writings]).toMatchObject([[{ why: 'conflict', key: 'bread' }], []])
    expect(await home.planned()).toEqual(['conflict collection:bread'])
  })

  test('with a file beside each text, a list has none: the entry stays as it is, and a conflict', async () => {
    home.write(list, said('All loaves') + rolls)
    await there({ description: 'Loaves and rolls' })
    const { pulled, writings } = await home.pull({ conflicts: 'files' })
    expect([pulled.beside, writings]).toMatchObject([[{ why: 'conflict', key: 'bread' }], []])
    expect(home.read(list)).toBe(said('All loaves') + rolls)
    expect(await home.planned()).toEqual(['conflict collection:bread'])
  })
})

test('a folder that says of itself what it is: both versions stand in its file', async () => {
  const own = 'content/articles/cakes/_collection.yaml'
  home.write(own, 'name: Cakes # sweet\ndescription: With sugar\n')
  home.write('content/articles/cakes/pie.md', '---\ntitle: Pie\n---\n\nApples.\n')
  await home.settled()
  const id = await home.id('collection:cakes')
  home.write(own, 'name: Cakes # sweet\ndescription: With honey\n')
  await home.web('PUT', `/help_center/collections/${id}`, { description: 'With syrup', icon: 'book-bookmark' })
  const { pulled } = await home.pull()
  expect(pulled.beside).toMatchObject([{ why: 'conflict', key: 'cakes', file: own, line: 2 }])
  expect(home.read(own)).toContain('<<<<<<< file\ndescription: With honey\n||||||| before\ndescription: With sugar\n=======\n')
  expect((await home.planned())[0]).toBe(`files/conflict ${own}:2`)
  home.write(own, 'name: Cakes # sweet\ndescription: With honey\n')
  expect(await home.planned()).toEqual(['update collection:cakes description'])
  await home.settled()
})

test('links to files, anchors and local images stay as the file spells them, and an edit beside them merges', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const linked =
    '---\ntitle: Roll\n---\n\n## Dough\n\nSee [the cake](./cake.md) and [above](#dough).\n\n![A roll](roll.png)\n\nKnead it.\n\nBake it.\n'
  home.write('content/articles/roll.png', png)
  home.write('content/articles/roll.md', linked)
  await home.settled()
  const roll = await home.id('article:roll')
  const { body } = (await home.web('GET', `/articles/${roll}`, {})) as { body: string }
  home.write('content/articles/roll.md', linked.replace('Knead it.', 'Knead it well.'))
  await home.web('PUT', `/articles/${roll}`, { body: body.replace('Bake it.', 'Bake it long.'), author_id: 1002 })
  expect((await home.pull()).pulled.beside).toEqual([])
  expect(home.read('content/articles/roll.md')).toBe(
    linked.replace('Knead it.', 'Knead it well.').replace('Bake it.', 'Bake it long.'),
  )
  expect(await home.planned()).toEqual(['update article:roll body'])
  await home.settled()
})
