import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { house, type House } from '../house/house.ts'
import { open } from '../reliability/world/scene.ts'

const ana = 'ana@example.com'
const prune = { prune: true, allow: new Set(['deletes'] as const) }
const rye = (words: string): string => `---\ntitle: Rye\nstate: published\n---\n\n${words}\n`

let home: House
beforeEach(async () => {
  home = await house()
  home.write('content/articles/rye.md', rye('Dark.'))
  home.write('content/articles/us.md', '---\ntitle: Us\n---\n\nBakers.\n')
  await home.apply()
})
afterEach(() => home.close())

const idOf = (title: string): number =>
  home.sandbox.control.state().articles.find(({ contents }) => contents['en']?.title === title)?.id ?? 0
const said = async (wishes = {}): Promise<string[]> =>
  (await home.plan(wishes)).plan.beside.map(({ why, key, fields }) =>
    [why, key, ...(fields?.map(({ name }) => name) ?? [])].join(' '),
  )

// each of these was found by the histories of chaos.test.ts
describe('an edit made in Intercom is not forgotten', () => {
  beforeEach(async () => {
    await home.sandbox.control.edit({ path: `/articles/${idOf('Rye')}`, body: { title: 'Dark rye' }, admin: ana })
    expect(await said()).toEqual(['drift rye title'])
  })

  it('when its file is renamed', async () => {
    home.move('content/articles/rye.md', 'content/articles/loaf.md')
    await home.apply()
    expect(await said()).toEqual(['drift loaf title'])
  })

  it('when its file is renamed and has another text', async () => {
    home.remove('content/articles/rye.md')
    home.write('content/articles/loaf.md', rye('Very dark.'))
    await home.apply()
    expect((await home.plan()).plan.levels).toEqual([])
    expect(await said()).toEqual(['drift loaf title'])
  })

  it('when the links of its text are closed by a second write', async () => {
    home.write('content/articles/rye.md', rye('Look at [oat](oat.md).'))
    home.write('content/articles/oat.md', '---\ntitle: Oat\n---\n\nLook at [rye](rye.md).\n')
    await home.apply()
    expect(await said()).toEqual(['drift rye title'])
  })
})

describe('a draft that waits in Intercom', () => {
  it('is not deleted with its article when the file is gone', async () => {
    const id = idOf('Rye')
    await home.sandbox.control.edit({ path: `/articles/${id}/draft`, body: { body: '<p>Ana’s words.</p>' }, admin: ana })
    home.remove('content/articles/rye.md')
    await home.apply(prune)
    expect(home.sandbox.control.state().articles.map((each) => each.id)).toContain(id)
    expect(await said(prune)).toEqual(['conflict rye'])
  })
})

describe('a shelf that was renamed in the files and in Intercom', () => {
  it('keeps its new key though its name is a conflict: what stands on it does not end on a second shelf', async () => {
    home.write('content/articles/breads/oat.md', '---\ntitle: Oat\n---\n\nOat.\n')
    await home.apply()
    const [shelf] = home.sandbox.control.state().collections
    await home.sandbox.control.edit({
      path: `/help_center/collections/${shelf?.id ?? 0}`,
      body: { name: 'Ana’s shelf' },
      admin: ana,
    })
    home.move('content/articles/breads', 'content/articles/loaves')
    await home.apply()
    expect(await said()).toEqual(['conflict loaves name'])
    await home.apply()
    expect(home.sandbox.control.state().collections).toHaveLength(1)
    expect(await said()).toEqual(['conflict loaves name'])
  })
})

describe('what was filed under something a teammate deleted', () => {
  beforeEach(async () => {
    home.write('content/articles/breads/oat.md', '---\ntitle: Oat\ntags: [bread]\n---\n\nOat.\n')
    await home.apply()
  })

  it('is said to be filed elsewhere until it is put back, also once the shelf is there again', async () => {
    const [shelf] = home.sandbox.control.state().collections
    await home.sandbox.control.edit({ path: `/help_center/collections/${shelf?.id ?? 0}`, method: 'DELETE', admin: ana })
    expect(await said()).toEqual(['drift breads/oat collections', 'drift breads'])
    await home.apply({ allow: new Set(['recreate']) })
    expect(await said()).toEqual(['drift breads/oat collections'])
    await home.apply({ drift: 'restore' })
    expect(await said()).toEqual([])
    const [again] = home.sandbox.control.state().collections
    expect(home.sandbox.control.state().articles.find(({ id }) => id === idOf('Oat'))?.parentIds).toEqual([again?.id])
  })

  it('goes where its file was moved meanwhile', async () => {
    const [shelf] = home.sandbox.control.state().collections
    await home.sandbox.control.edit({ path: `/help_center/collections/${shelf?.id ?? 0}`, method: 'DELETE', admin: ana })
    home.move('content/articles/breads', 'content/articles/loaves')
    await home.apply()
    expect((await home.plan()).plan.levels).toEqual([])
    expect(await said()).toEqual([])
    const { articles, collections } = home.sandbox.control.state()
    expect(collections.map(({ name }) => name)).toEqual(['Loaves'])
    expect(articles.find(({ id }) => id === idOf('Oat'))?.parentIds).toEqual(collections.map(({ id }) => id))
  })

  it('is said to lack its tag, also once the tag is there again', async () => {
    const [tag] = home.sandbox.control.state().tags
    await home.sandbox.control.edit({ path: `/tags/${tag?.id ?? 0}`, method: 'DELETE', admin: ana })
    await home.apply()
    expect(await said()).toEqual(['drift breads/oat tags'])
    await home.apply({ drift: 'restore' })
    expect(await said()).toEqual([])
    const [again] = home.sandbox.control.state().tags
    expect(
      home.sandbox.control
        .state()
        .articles.find(({ id }) => id === idOf('Oat'))
        ?.tags.map(({ tagId }) => tagId),
    ).toEqual([again?.id])
  })
})

describe('a folder that was renamed', () => {
  it('is one shelf still after a run that ended between its articles and itself', async () => {
    const page = (title: string): string => `---\ntitle: ${title}\n---\n\nAll about ${title}.\n`
    const laid = (folder: string): Record<string, string> =>
      Object.fromEntries(['Rye', 'Oat'].map((title) => [`content/articles/${folder}/${title.toLowerCase()}.md`, page(title)]))
    const start = await open()
    start.lay(laid('breads'))
    await start.apply()
    for (const n of [1, 2, 3, 4, 5]) {
      const scene = await open(start.root)
      try {
        scene.lay(laid('loaves'))
        await scene.apply({ at: 'step', n })
        await scene.apply()
        const { articles, collections } = scene.sandbox.control.state()
        expect(collections.map(({ name }) => name)).toEqual(['Loaves'])
        expect(articles.map(({ parentIds }) => parentIds)).toEqual([[collections[0]?.id], [collections[0]?.id]])
      } finally {
        await scene.close()
      }
    }
    await start.close()
  })
})

describe('an article of a folder that was renamed', () => {
  const page = (title: string): string => `---\ntitle: ${title}\n---\n\nAll about ${title}.\n`
  const filed = (state: ReturnType<House['sandbox']['control']['state']>, title: string): (string | undefined)[] =>
    (state.articles.find(({ contents }) => contents['en']?.title === title)?.parentIds ?? []).map(
      (parent) => state.collections.find(({ id }) => id === parent)?.name,
    )

  it('is filed where its file says when the file was gone meanwhile and is back under the old folder', async () => {
    home.write('content/articles/breads/oat.md', page('Oat'))
    home.write('content/articles/breads/spelt.md', page('Spelt'))
    await home.apply()
    home.remove('content/articles/breads/oat.md')
    home.move('content/articles/breads', 'content/articles/loaves')
    await home.apply()
    home.write('content/articles/breads/oat.md', page('Oat'))
    await home.apply()
    expect(filed(home.sandbox.control.state(), 'Oat')).toEqual(['Breads'])
    expect(filed(home.sandbox.control.state(), 'Spelt')).toEqual(['Loaves'])
    expect(await said()).toEqual([])
  })

  it('is filed nowhere but where its file says when it was moved out and the run killed', async () => {
    const start = await open()
    start.lay(Object.fromEntries(['Rye', 'Oat', 'Spelt'].map((title) => [`content/articles/breads/${title}.md`, page(title)])))
    await start.apply()
    const moved = { 'loaves/Rye': 'Rye', 'loaves/Spelt': 'Spelt', 'grains/Oat': 'Oat' }
    for (let n = 1; ; n++) {
      const scene = await open(start.root)
      try {
        scene.lay(Object.fromEntries(Object.entries(moved).map(([key, title]) => [`content/articles/${key}.md`, page(title)])))
        const { outcomes } = await scene.apply({ at: 'step', n })
        await scene.wait()
        await scene.apply()
        expect(filed(scene.sandbox.control.state(), 'Oat'), `killed after step ${n}`).toEqual(['Grains'])
        expect((await scene.plan()).plan.levels, `killed after step ${n}`).toEqual([])
        if (outcomes !== null) break
      } finally {
        await scene.close()
      }
    }
    await start.close()
  })
})

describe('the second write that closes links', () => {
  const anchored = (words: string): string => `---\ntitle: Oat\nstate: published\n---\n\n${words} Look at [rye](rye.md#price).\n`
  beforeEach(async () => {
    // each write renews the ids of headings, so what is anchored there is written again
    home.sandbox.control.switches({ headingIds: 'regenerated' })
    home.write('content/articles/rye.md', rye('# Intro\n\n## Price\n\nThree.'))
    home.write('content/articles/oat.md', anchored('Light.'))
    await home.apply()
    home.write('content/articles/rye.md', rye('# Intro\n\n## Price\n\nFour.'))
  })
  const oat = (): { body: { html: string }; draft: { body: { html: string } } | null } | undefined =>
    home.sandbox.control.state().articles.find(({ id }) => id === idOf('Oat'))?.contents['en']

  it('does not write over a draft that waits', async () => {
    await home.sandbox.control.edit({ path: `/articles/${idOf('Oat')}/draft`, body: { body: '<p>Ana’s words.</p>' }, admin: ana })
    await home.apply()
    expect(oat()?.draft?.body.html).toContain('Ana’s words')
    expect(await said()).toEqual(['conflict oat body'])
  })

  it('does not write over a draft of what the plan left out', async () => {
    await home.sandbox.control.edit({ path: `/articles/${idOf('Oat')}/draft`, body: { body: '<p>Ana’s words.</p>' }, admin: ana })
    home.write('content/articles/oat.md', anchored('Very light.'))
    await home.apply()
    expect(oat()?.draft?.body.html).toContain('Ana’s words')
  })

  it('is not put off to the next run by an edit of another field', async () => {
    await home.sandbox.control.edit({ path: `/articles/${idOf('Oat')}`, body: { title: 'Ana’s oat' }, admin: ana })
    await home.apply()
    const body = (title: string): { html: string; headings: readonly { text: string; id: string }[] } | undefined =>
      home.sandbox.control.state().articles.find(({ id }) => id === idOf(title))?.contents['en']?.body
    const price = body('Rye')?.headings.find(({ text }) => text === 'Price')
    expect(body('Ana’s oat')?.html).toContain(`#${String(price?.id)}"`)
    expect((await home.plan()).plan.levels).toEqual([])
    expect(await said()).toEqual(['drift oat title'])
  })

  it('does not write over an edit that was reported while another field of its article was written', async () => {
    const html = oat()?.body.html ?? ''
    await home.sandbox.control.edit({
      path: `/articles/${idOf('Oat')}`,
      body: { body: html.replace('Light.', 'Ana’s words.') },
      admin: ana,
    })
    home.write('content/articles/oat.md', anchored('Light.').replace('title: Oat', 'title: Oat\ndescription: Of oat'))
    await home.apply()
    expect(oat()?.body.html).toContain('Ana’s words')
    expect(await said()).toEqual(['drift oat body'])
  })
})

describe('a tag that a killed run gave an article', () => {
  const tagged = (tags: string): Record<string, string> => ({
    'content/articles/rye.md': `---\ntitle: Rye\ntags: [${tags}]\n---\n\nDark.\n`,
  })

  it('is taken off again when its file asks for another by then: it is no teammate’s', async () => {
    const start = await open()
    start.lay(tagged('bread'))
    await start.apply()
    for (const at of ['arrived', 'done', 'step'] as const)
      for (let n = 1; ; n++) {
        const scene = await open(start.root)
        try {
          scene.lay(tagged('cake, dark'))
          const { outcomes } = await scene.apply({ at, n })
          await scene.wait()
          scene.lay(tagged('bread'))
          await scene.apply()
          const { articles, tags } = scene.sandbox.control.state()
          const names = articles[0]?.tags.map(({ tagId }) => tags.find(({ id }) => id === tagId)?.name)
          expect(names, `killed at ${at} ${n}`).toEqual(['bread'])
          expect((await scene.plan()).plan.levels, `killed at ${at} ${n}`).toEqual([])
          if (outcomes !== null) break
        } finally {
          await scene.close()
        }
      }
    await start.close()
  })
})

describe('an audience that a killed run did not come to give', () => {
  it('is given by the next, though a teammate wrote to the article meanwhile', async () => {
    const start = await open()
    const page = (audiences: string): Record<string, string> => ({
      'content/articles/rye.md': `---\ntitle: Rye\naudiences: [${audiences}]\n---\n\nDark.\n`,
    })
    start.lay(page(''))
    await start.apply()
    start.lay(page('Trial users'))
    await start.apply({ at: 'arrived', n: 1 })
    await start.wait()
    const [rye] = start.sandbox.control.state().articles
    await start.sandbox.control.edit({ path: `/articles/${rye?.id ?? 0}`, body: { state: 'published' }, admin: ana })
    await start.apply()
    const { articles, audiences } = start.sandbox.control.state()
    const names = articles[0]?.contents['en']?.audienceIds.map((id) => audiences.find((each) => each.id === id)?.name)
    expect(names).toEqual(['Trial users'])
    expect((await start.plan()).plan.levels).toEqual([])
    await start.close()
  })
})

describe('an article that a teammate gave another title', () => {
  const dark = '---\ntitle: Dark rye\nstate: published\n---\n\nFour days of it.\n'
  const titled = (title: string): number[] =>
    home.sandbox.control.state().articles.flatMap(({ id, contents }) => (contents['en']?.title === title ? [id] : []))
  const retitle = (id: number): Promise<unknown> =>
    home.sandbox.control.edit({ path: `/articles/${id}`, body: { title: 'Dark rye' }, admin: ana })

  it('is not doubled when its file makes way for one of that title with another text', async () => {
    const id = idOf('Rye')
    await retitle(id)
    home.remove('content/articles/rye.md')
    home.write('content/articles/dark.md', dark)
    await home.apply(prune)
    expect(titled('Dark rye')).toEqual([id])
    expect((await home.plan(prune)).plan.levels).toEqual([])
    expect(await said(prune)).toEqual([])
  })

  it('is not given to a new file of that title where its own text is in another', async () => {
    const days = (of: string): string =>
      Array.from({ length: 8 }, (_, n) => `${of} number ${n}: how we handle ${of} in the shop on day ${n}.`).join('\n\n')
    home.write('content/articles/rye.md', rye(days('refunds')))
    await home.apply()
    const id = idOf('Rye')
    await retitle(id)
    home.remove('content/articles/rye.md')
    home.write('content/articles/money-back.md', rye(`${days('refunds')}\n\nOne more line.`).replace('Rye', 'Money back'))
    home.write('content/articles/dark.md', rye(days('parcels')).replace('Rye', 'Dark rye'))
    await home.apply()
    expect(home.sandbox.control.state().articles.find((row) => row.id === id)?.contents['en']?.body.html).toContain('refunds')
    expect(await said()).toContain('conflict money-back title body')
  })

  describe('that another bears as well', () => {
    beforeEach(async () => {
      await retitle(idOf('Rye'))
      await retitle(idOf('Us'))
      home.remove('content/articles/rye.md')
      home.remove('content/articles/us.md')
      home.write('content/articles/dark.md', dark)
    })

    it('is neither doubled nor deleted: a person says which of them a new file of that title is', async () => {
      await home.apply(prune)
      expect(home.sandbox.control.state().articles).toHaveLength(2)
      expect(await said(prune)).toEqual(['blocked dark', 'blocked rye', 'blocked us'])
    })

    it('stands beside the new one where the person says that it is neither', async () => {
      await home.apply({ allow: new Set(['duplicates']) })
      expect(titled('Dark rye')).toHaveLength(3)
      expect((await home.plan()).plan.levels).toEqual([])
    })
  })
})

describe('a translation that a teammate wrote in Intercom', () => {
  const fr = (title: string, words: string): string => `---\ntitle: ${title}\nstate: published\n---\n\n${words}\n`
  const there = (): string | undefined =>
    home.sandbox.control.state().articles.find(({ id }) => id === idOf('Rye'))?.contents['fr']?.body.html
  beforeEach(async () => {
    await home.sandbox.control.edit({
      path: `/articles/${idOf('Rye')}`,
      body: {
        translated_content: { fr: { type: 'article_content', title: 'Seigle', body: '<p>Noir.</p>', state: 'published' } },
      },
      admin: ana,
    })
    // our own write shows us the article with her text in it
    home.write('content/articles/rye.md', rye('Very dark.'))
    await home.apply()
  })

  it('is not written over by a new file of that language before somebody said so', async () => {
    home.write('content/articles/rye.fr.md', fr('Pain de seigle', 'Très noir.'))
    const { drawing } = await home.apply()
    expect(drawing.plan.refusals.map(({ guard }) => guard)).toEqual(['takeover'])
    expect(there()).toContain('>Noir.<')
    await home.apply({ allow: new Set(['takeover']) })
    expect(there()).toContain('>Très noir.<')
    expect((await home.plan()).plan.levels).toEqual([])
  })

  it('is just remembered where the new file says the same', async () => {
    home.write('content/articles/rye.fr.md', fr('Seigle', 'Noir.'))
    const { drawing, outcomes } = await home.apply()
    expect(drawing.plan.refusals).toEqual([])
    expect(outcomes).toEqual([])
    home.write('content/articles/rye.fr.md', fr('Seigle', 'Très noir.'))
    expect((await home.apply()).drawing.plan.refusals).toEqual([])
    expect(there()).toContain('>Très noir.<')
  })
})

describe('an import source that was given another address', () => {
  it('in Intercom and in its file is one source still, beside another new one', async () => {
    home.write('config/import-sources.yaml', '- url: https://blog.example.com/\n')
    await home.apply()
    const [source] = home.sandbox.control.state().sources
    await home.sandbox.control.edit({
      path: `/ai/content_import_sources/${source?.id ?? 0}`,
      body: { url: 'https://news.example.com/', sync_behavior: source?.sync, status: source?.status },
      admin: ana,
    })
    home.write('config/import-sources.yaml', '- url: https://news.example.com/\n- url: https://status.example.com/\n')
    await home.apply(prune)
    const { sources } = home.sandbox.control.state()
    expect(sources.map(({ url }) => url).sort()).toEqual(['https://news.example.com/', 'https://status.example.com/'])
    expect(sources.find(({ url }) => url === 'https://news.example.com/')?.id).toBe(source?.id)
    expect((await home.plan(prune)).plan.levels).toEqual([])
    expect(await said(prune)).toEqual([])
  })
})
