import { describe, expect, test } from 'vitest'
import { read, said, the } from '../sides/files/repository.ts'
import { bakery, options, tree } from './bakery.ts'

const refunds = 'intercom/articles/orders/refunds-101'
const hours = 'intercom/articles/orders/pickup/hours-102'
const news = 'intercom/articles/uncategorized/news'

const loud = async (more: Readonly<Record<string, string>>, less: readonly string[] = []): Promise<string[]> => {
  const files = Object.entries({ ...tree, ...more }).filter(([file]) => !less.includes(file))
  return said(await read(Object.fromEntries(files), options)).filter((line) => !line.includes(' note '))
}

describe("check finds the traps of Intercom's git layout, with file and line", () => {
  test('meta.yaml without fences, which Intercom reads as empty', async () => {
    const bare = (bakery[`${hours}/meta.yaml`] ?? '').replaceAll('---\n', '')
    const world = await read({ ...tree, [`${hours}/meta.yaml`]: bare }, options)
    expect(said(world)).toContain(
      `${hours}/meta.yaml:1 error expected --- as its first and last line, got none: Intercom reads such a file as empty; put the fences in`,
    )
    expect(the(world, 'article', 'orders/pickup/hours-102').broken).toBe(true)
  })

  test('meta.yaml whose fence is never closed', async () => {
    const open = (bakery[`${hours}/meta.yaml`] ?? '').replace(/---\n$/u, '')
    expect(await loud({ [`${hours}/meta.yaml`]: open })).toContain(
      `${hours}/meta.yaml:1 error front matter: opened here and never closed; end it with a line of ---`,
    )
  })

  test('meta.yml instead of meta.yaml', async () => {
    const lines = await loud({ [`${hours}/meta.yml`]: bakery[`${hours}/meta.yaml`] ?? '' }, [`${hours}/meta.yaml`])
    expect(lines).toContain(
      `${hours}/meta.yml:1 error expected meta.yaml as its name, got meta.yml: Intercom does not read it, nor is it read here; rename it`,
    )
  })

  test('no meta.yaml at all, and a meta.yaml without a text', async () => {
    expect(await loud({}, [`${news}/meta.yaml`])).toEqual([
      `${news}/en.md:1 warning expected meta.yaml beside it, got none: Intercom does not take this folder up`,
    ])
    expect(await loud({}, [`${news}/en.md`])).toEqual([
      `${news}/meta.yaml:1 warning expected a text beside it (en.md), got none; this folder is nothing`,
    ])
  })

  test('a folder without id beside the one Intercom wrote: applied, there would be two', async () => {
    const copy = 'intercom/articles/orders/mine/refunds-101'
    const files = {
      [`${copy}/meta.yaml`]: '---\nid:\ncollection: orders/mine\ndefault_locale: en\n---\n',
      [`${copy}/en.md`]: '---\ntitle: REFUNDS\npublished: true\n---\nThree days.\n',
    }
    const world = await read({ ...tree, ...files }, options)
    expect(said(world)).toContain(
      `${copy}/meta.yaml:2 error id: expected one, got nothing, and ${refunds}/meta.yaml has id 101 and the same title: applied, there would be two. Put that id here and delete the other folder, or the other way round`,
    )
    expect(the(world, 'article', 'orders/mine/refunds-101').broken).toBe(true)
    expect(the(world, 'article', 'orders/refunds-101').broken).toBeUndefined()
    const other = { ...files, [`${copy}/en.md`]: '---\ntitle: Money back\npublished: true\n---\nThree days.\n' }
    expect(await loud(other)).toEqual([
      `${copy}/meta.yaml:2 warning id: is blank, and ${refunds}/meta.yaml has id 101 in a folder of the same name; if it is the same article, put that id here and delete the other folder`,
    ])
  })

  test('one id in two folders, and an id of something else', async () => {
    const same = (bakery[`${hours}/meta.yaml`] ?? '').replace('art_102', 'art_101')
    expect((await loud({ [`${hours}/meta.yaml`]: same })).filter((line) => line.includes('error'))).toEqual([
      `${refunds}/en.md:1 error id 101 is the same as ${hours}/en.md:1; keep one, or tell them apart`,
    ])
    const odd = (bakery[`${hours}/meta.yaml`] ?? '').replace('art_102', 'snip_102')
    expect(await loud({ [`${hours}/meta.yaml`]: odd })).toContain(
      `${hours}/meta.yaml:2 error id: expected art_ and a number, or nothing for a new article, got "snip_102"`,
    )
  })

  test('en-us, which the API does not know: read as en, but never beside it', async () => {
    const english = bakery[`${news}/en.md`] ?? ''
    const alone = await loud({ [`${news}/en-us.md`]: english }, [`${news}/en.md`])
    expect(alone).toContain(`${news}/en-us.md:1 warning en-us is no locale of Intercom's API; read as en: rename it to en.md`)
    const both = await read({ ...tree, [`${news}/en-us.md`]: english.replace('Nothing yet', 'Something else') }, options)
    expect(said(both).filter((line) => !line.includes(' note '))).toEqual([
      `${news}/en-us.md:1 warning is no locale of Intercom's API, and en.md stands beside it: that one is read, this one is not`,
    ])
    expect(JSON.stringify(the(both, 'article', 'uncategorized/news').fields['body'])).toContain('Nothing yet')
  })

  test('a translation without the text of the default locale', async () => {
    const lines = await loud({ [`${news}/fr.md`]: '---\ntitle: Nouvelles\n---\nRien.\n' }, [`${news}/en.md`])
    expect(lines).toEqual([
      `${news}/fr.md:1 error a translation (fr) of article "uncategorized/news" needs its file in en; add it, or write locale: where it is another one`,
      `${news}/meta.yaml:4 warning default_locale: says en, and there is no en.md beside it; add it, or name one that is there`,
    ])
  })

  test('a default locale that is not the one of the config', async () => {
    const meta = (bakery[`${refunds}/meta.yaml`] ?? '').replace('default_locale: en', 'default_locale: fr')
    expect(await loud({ [`${refunds}/meta.yaml`]: meta })).toEqual([
      `${refunds}/meta.yaml:6 warning default_locale: says fr, the config's locales.default says en: en is the text the others translate here`,
    ])
  })

  test('a file that is named by no locale', async () => {
    expect(await loud({ [`${news}/eng.md`]: 'x' })).toEqual([
      `${news}/eng.md:1 warning expected a locale as its name (en.md), got "eng"; it is not read`,
    ])
  })

  test('a collection path that is not where the folder stands', async () => {
    const meta = (bakery[`${hours}/meta.yaml`] ?? '').replace('path: orders/pickup', 'path: orders')
    expect(await loud({ [`${hours}/meta.yaml`]: meta })).toEqual([
      `${hours}/meta.yaml:5 warning collections: says orders, but it stands in orders/pickup; what the file says is applied: move the folder, or correct the path`,
    ])
  })

  test('flags of Fin that differ between the texts of one article', async () => {
    const text = (bakery[`${refunds}/fr.md`] ?? '').replace('chatbot_availability: true', 'chatbot_availability: false')
    expect(await loud({ [`${refunds}/fr.md`]: text })).toEqual([
      `${refunds}/fr.md:4 warning chatbot_availability: says false, and en.md says true; it holds for all locales: say the same in each`,
    ])
  })

  test('two texts in the folder of a snippet, which has one locale', async () => {
    const folder = 'intercom/snippets/hours-4409999'
    const text = (bakery[`${folder}/en.md`] ?? '').replace('locale: en', 'locale: fr')
    expect(await loud({ [`${folder}/fr.md`]: text })).toEqual([
      `${folder}/fr.md:1 error meta.yaml beside it says locale en: Intercom reads that text only; give this snippet a folder of its own`,
    ])
  })

  test('a layout that is there and that the config does not name', async () => {
    const world = await read(tree)
    expect(said(world)).toEqual([
      `${hours}/meta.yaml:1 note looks like Intercom's own git layout (4 files like it), which is not read: to read it, say locales: { layout: 'fin-as-code' } in the config`,
    ])
  })
})
