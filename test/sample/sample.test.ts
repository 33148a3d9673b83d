import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isRefs } from '../../src/model/index.ts'
import { files } from '../../src/sides/files/index.ts'

const remembered = new Map<string, unknown>()
const world = await files({
  root: process.cwd(),
  content: { articles: 'content/articles', snippets: 'content/snippets' },
  settings: 'config',
  locales: { default: 'en', layout: 'suffix' },
  links: 'error',
  cache: { get: (key) => remembered.get(key), set: (key, value) => remembered.set(key, value) },
}).read()

const texts = readdirSync('content', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(`content/${name}`, 'utf8'))
const articles = world.resources.filter(({ kind }) => kind === 'article')
const count = (found: readonly unknown[]): number => found.length

const features: Readonly<Record<string, RegExp>> = {
  table: /^\| --- /mu,
  'task list': /^- \[[ x]\] /mu,
  'nested list': /^ {2,3}- /mu,
  'code with language': /^```js$/mu,
  note: /\[!NOTE\]/u,
  tip: /\[!TIP\]/u,
  important: /\[!IMPORTANT\]/u,
  warning: /\[!WARNING\]/u,
  caution: /\[!CAUTION\]/u,
  'callout by name': /^:::callout \w+$/mu,
  'callout by colours': /^:::callout backgroundColor=/mu,
  button: /^:::button /mu,
  collapsible: /^:::collapsible /mu,
  'video, attributes in braces': /^:::video\{/mu,
  'video, bare attributes': /^:::video id=/mu,
  iframe: /^<iframe /mu,
  'raw HTML': /^<div /mu,
  'aligned image': /<img [^>]*align=/u,
  'local image': /!\[[^\]]+\]\(\.\.\//u,
  'anchor of the same page': /\]\(#/u,
  'anchor of another page': /\.md#/u,
  'link to a directory': /\]\(\.\.\/\)/u,
}

describe('the sample help center', () => {
  test('a newcomer reads no complaint about it', () => {
    expect(world.findings).toEqual([])
  })

  test.each(Object.entries(features))('a newcomer finds an example of %s', (_, pattern) => {
    expect(texts.some((text) => pattern.test(text))).toBe(true)
  })

  test('a newcomer finds each kind that can be written, two locales, three levels, several collections and none', () => {
    const kinds = new Set(world.resources.map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual(['article', 'collection', 'folder', 'import-source', 'snippet', 'tag'])
    expect(count(articles.filter(({ fields }) => 'body@fr' in fields))).toBeGreaterThan(2)
    expect(count(world.resources.filter(({ kind, key }) => kind === 'collection' && key.split('/').length === 3))).toBe(1)
    const filed = articles.map(({ fields: { collections } }) => (isRefs(collections) ? collections.length : -1))
    expect(filed).toContain(0)
    expect(filed).toContain(2)
    expect(new Set(articles.map(({ fields }) => fields['state']))).toEqual(new Set(['published', 'draft']))
  })

  test('a clone stays small: its images have less than 150 KB', () => {
    const folder = 'content/articles/images'
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(`${folder}/${name}`).size, 0)
    expect(bytes).toBeLessThan(150_000)
  })
})
