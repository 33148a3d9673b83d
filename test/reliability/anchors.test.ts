import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Allow } from '../../src/plan/index.ts'
import { house, type House } from '../house/house.ts'
import { exact } from './world/exact.ts'

const everything = { prune: true, allow: new Set<Allow>(['deletes', 'updates', 'unpublish', 'duplicates', 'takeover']) }
const ana = 'ana@example.com'
const page = (title: string, words: string): string => `---\ntitle: ${title}\nstate: published\n---\n\n${words}\n`

describe('where each write gives the headings of a text new ids', () => {
  let at: House
  beforeEach(async () => {
    at = await house({ switches: { headingIds: 'regenerated' } })
  })
  afterEach(async () => {
    await at.close()
  })

  const content = (title: string, locale = 'en') => {
    const found = at.sandbox.control.state().articles.find(({ contents }) => contents['en']?.title === title)
    const there = found?.contents[locale]
    if (found === undefined || there === undefined) throw new Error(`no ${title} in ${locale}`)
    return { id: found.id, body: there.body }
  }
  /** The headings the links of a text lead to; '' is the top of a page. */
  const led = (title: string, locale = 'en'): string[] => {
    const all = at.sandbox.control
      .state()
      .articles.flatMap(({ contents }) =>
        Object.entries(contents).flatMap(([of, { title, body }]) =>
          body.headings.map(({ id, text }) => [id, `${title} ${of}: ${text}`] as const),
        ),
      )
    const named = new Map(all)
    const links = content(title, locale).body.html.matchAll(/href="[^"#]*\/articles\/\d+(?:#([^"]*))?"/g)
    return [...links].map(([, fragment]) => named.get(fragment ?? '') ?? '')
  }

  it('an anchor from one language into the other is no circle: after every run each leads to its heading (R31)', async () => {
    // rye in French → spelt → rye in English
    const spelt = page('Spelt', '## Price\n\nLike [rye](rye.md#price).')
    at.write('content/articles/rye.md', page('Rye', '## Price\n\nThree.'))
    at.write('content/articles/rye.fr.md', page('Seigle', 'Comme [épeautre](spelt.md#price).'))
    at.write('content/articles/spelt.md', spelt)
    const quiet = async (): Promise<void> => {
      const { plan } = await at.plan(everything)
      expect([plan.levels, plan.remember, plan.beside, plan.findings]).toEqual([[], [], [], []])
      expect([led('Spelt'), led('Rye', 'fr')]).toEqual([['Rye en: Price'], ['Spelt en: Price']])
    }
    await at.apply(everything)
    await quiet()
    for (const [file, text] of [
      ['rye.md', page('Rye', '## Price\n\nFour.')],
      ['spelt.md', spelt.replace('Like', 'As')],
      ['rye.fr.md', page('Seigle', '## Prix\n\nComme [épeautre](spelt.md#price).')],
    ] as const) {
      at.write(`content/articles/${file}`, text)
      await at.apply(everything)
      await quiet()
    }
    const before = exact(structuredClone(at.sandbox.control.state()))
    at.write('content/articles/rye.md', page('Rye', '## Price\n\nFive.'))
    at.write('content/articles/spelt.md', spelt)
    await at.apply(everything)
    await at.rollback(everything)
    expect(exact(at.sandbox.control.state()).rows).toEqual(before.rows)
    at.write('content/articles/rye.md', page('Rye', '## Price\n\nFour.'))
    at.write('content/articles/spelt.md', spelt.replace('Like', 'As'))
    await quiet()
  })

  it('a page a run deleted comes back with its anchors, though one of its languages leads to a page that leads to the other (R44)', async () => {
    const rye = page('Rye', '## Price\n\nThree.')
    const french = page('Seigle', '## Prix\n\nComme [épeautre](spelt.md#price).')
    const spelt = (words: string): string => page('Spelt', `## Price\n\n${words}`)
    at.write('content/articles/rye.md', rye)
    at.write('content/articles/rye.fr.md', french)
    at.write('content/articles/spelt.md', spelt('Like [rye](rye.md#price).'))
    await at.apply(everything)
    // the ids of headings are known to be renewed only when a text was written twice
    at.write('content/articles/rye.md', rye.replace('Three', 'Four'))
    await at.apply(everything)
    const before = exact(structuredClone(at.sandbox.control.state()))
    at.remove('content/articles/rye.md')
    at.remove('content/articles/rye.fr.md')
    at.write('content/articles/spelt.md', spelt('Five.'))
    await at.apply(everything)
    const { outcomes } = await at.rollback(everything)
    expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'applied'])
    expect([led('Spelt'), led('Rye', 'fr')]).toEqual([['Rye en: Price'], ['Spelt en: Price']])
    expect(exact(at.sandbox.control.state()).rows).toEqual(before.rows)
    const { plan } = await at.back(everything, 'run-3-of-a-test')
    expect([plan.levels, plan.remember]).toEqual([[], []])
  })

  it('an anchor that led nowhere before a run leads nowhere when it is taken back, one the run broke leads again (R44)', async () => {
    const rye = page('Rye', '## Price\n\nThree.')
    at.write('content/articles/rye.md', rye)
    at.write('content/articles/oat.md', page('Oat', '## Price\n\nThree.'))
    at.write('content/articles/spelt.md', page('Spelt', 'Like [rye](rye.md#price), unlike [oat](oat.md#price).'))
    await at.apply(everything)
    // a page whose file is gone is not written any more
    at.remove('content/articles/spelt.md')
    const keep = { ...everything, prune: false }
    at.write('content/articles/rye.md', rye.replace('Three', 'Four'))
    await at.apply(keep)
    expect(led('Spelt')).toEqual(['', 'Oat en: Price'])
    const before = exact(structuredClone(at.sandbox.control.state()))
    at.write('content/articles/rye.md', rye.replace('Three', 'Five'))
    at.write('content/articles/oat.md', page('Oat', '## Price\n\nFour.'))
    await at.apply(keep)
    expect(led('Spelt')).toEqual(['', ''])
    await at.rollback(keep)
    expect(led('Spelt')).toEqual(['', 'Oat en: Price'])
    expect(exact(at.sandbox.control.state()).rows).toEqual(before.rows)
    const { plan } = await at.back(keep, 'run-3-of-a-test')
    expect([plan.levels, plan.remember]).toEqual([[], []])
  })

  it('a file given the text Intercom has is no conflict, though an anchor of that text leads nowhere by now (R20)', async () => {
    const spelt = (words: string): string => page('Spelt', `${words} [rye](rye.md#price).`)
    at.write('content/articles/rye.md', page('Rye', '## Price\n\nThree.'))
    at.write('content/articles/spelt.md', spelt('Like'))
    await at.apply(everything)
    const { id, body } = content('Spelt')
    await at.sandbox.control.edit({ path: `/articles/${id}`, body: { body: body.html.replace('Like', 'As') }, admin: ana })
    at.write('content/articles/rye.md', page('Rye', '## Price\n\nFour.'))
    await at.apply(everything)
    expect(led('Spelt')).toEqual([''])
    at.write('content/articles/spelt.md', spelt('As'))
    const { drawing, outcomes } = await at.apply(everything)
    expect(drawing.plan.beside).toEqual([])
    expect(outcomes.map(({ status, change }) => [status, change.verb, 'links' in change])).toEqual([['applied', 'update', true]])
    expect(led('Spelt')).toEqual(['Rye en: Price'])
    const { plan } = await at.plan(everything)
    expect([plan.levels, plan.remember, plan.beside]).toEqual([[], [], []])
  })
})
