import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stable } from '../../../src/model/index.ts'
import { page, readFrom, repository } from './repository.ts'

const seed = Number(process.env['FC_SEED'] ?? 1912)
const runs = (numRuns: number) => ({ numRuns, seed })

const word = fc.constantFrom('rye', 'spelt', 'oven', 'fees', 'hours', 'été', 'a b')
const link = fc
  .tuple(word, word)
  .map(([folder, name]) => `[x](../${encodeURIComponent(folder)}/${encodeURIComponent(name)}.md#${name})`)
const file = fc.record({
  folder: word,
  name: word,
  locale: fc.constantFrom('', '.fr', '.v2'),
  tags: fc.array(word, { maxLength: 2 }),
  body: link,
})

test('the order in which files were written does not change what they say', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(file, { selector: (one) => `${one.folder}/${one.name}${one.locale}`, maxLength: 8 }),
      async (all) => {
        const tree = all.map(({ folder, name, locale, tags, body }): [string, string] => [
          `content/articles/${folder}/${name}${locale}.md`,
          page(`${name} ${folder}`, `tags: [${tags.join(', ')}]\n`, `## ${name}\n\n${body}\n`),
        ])
        const one = await readFrom(repository(Object.fromEntries(tree)))
        const other = await readFrom(repository(Object.fromEntries([...tree].reverse())))
        expect(stable([one.resources, one.findings])).toBe(stable([other.resources, other.findings]))
      },
    ),
    runs(25),
  )
})

const line = fc.oneof(
  fc.constantFrom(
    '---',
    'title: a',
    'key: b',
    '- x',
    '\t- y',
    'state: [',
    'fin:',
    '  agent: true',
    '&a *a',
    '# A',
    '[x](a.md)',
    '![x](y)',
    ':::',
    '> [!NOTE]',
    '"',
    '{',
    '\uFEFF',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

test('no text whatever stops a reading, and what is read twice is the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 25 }), fc.boolean(), async (lines, opened) => {
      const text = (opened ? '---\n' : '') + lines.join('\n')
      const root = repository({
        'content/articles/a.md': text,
        'content/snippets/a.md': text,
        'content/articles/b/_collection.yaml': text,
        'content/articles/b/c.md': page('C'),
        'config/folders.yaml': text,
        'config/tags.yaml': text,
        'config/collections.yaml': text,
      })
      const world = await readFrom(root)
      expect(world.resources.some(({ kind }) => kind === 'article')).toBe(true)
      expect(world.findings.every((one) => one.line >= 1 && one.message !== '')).toBe(true)
      expect(stable((await readFrom(root)).resources)).toBe(stable(world.resources))
    }),
    runs(120),
  )
})

test('no bytes whatever stop a reading', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
      const world = await readFrom(repository({ 'content/articles/a.md': bytes, 'config/folders.yaml': bytes }))
      expect(world.files).toBe(1)
    }),
    runs(100),
  )
})
