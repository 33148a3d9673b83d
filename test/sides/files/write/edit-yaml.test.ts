import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { editYaml, type YamlEdit } from '../../../../src/sides/files/write/edit-yaml.ts'
import type { Plain } from '../../../../src/sides/files/write/plain.ts'

const seed = Number(process.env['FC_SEED'] ?? 20261122)

const bread = `# about bread
title: "Our bread"   # as on the sign
tags:
  - sourdough   # the old one
  - rye

fin: { agent: true }
summary: |
  two
  lines
draft:
`

describe('what a person wrote around a value stays as they wrote it', () => {
  const cases: [what: string, edit: YamlEdit, expected: string][] = [
    ['a text keeps its quotes and its comment', { path: ['title'], value: 'Bread' }, bread.replace('"Our bread"', '"Bread"')],
    [
      'a new member of a list comes last',
      { path: ['tags'], value: ['sourdough', 'rye', 'spelt'] },
      bread.replace('  - rye\n', '  - rye\n  - spelt\n'),
    ],
    ['a member that goes takes its line', { path: ['tags'], value: ['sourdough'] }, bread.replace('  - rye\n', '')],
    ['a list can be emptied', { path: ['tags'], value: [] }, bread.replace(':\n  - sourdough   # the old one\n  - rye', ': []')],
    ['a value in braces stays there', { path: ['fin', 'agent'], value: false }, bread.replace('agent: true', 'agent: false')],
    ['a block of text', { path: ['summary'], value: 'one line' }, bread.replace('|\n  two\n  lines', 'one line')],
    ['an empty place is filled', { path: ['draft'], value: true }, bread.replace('draft:', 'draft: true')],
    ['a new word comes last', { path: ['author'], value: 'ana@example.com' }, `${bread}author: ana@example.com\n`],
    ['a map within a map', { path: ['seo', 'title'], value: 'x' }, `${bread}seo:\n  title: x\n`],
    [
      'a word that goes takes its lines',
      { path: ['summary'], value: undefined },
      bread.replace('summary: |\n  two\n  lines\n', ''),
    ],
    ['what is there already is not touched', { path: ['title'], value: 'Our bread' }, bread],
  ]
  test.each(cases)('%s', (_, edit, expected) => {
    expect(editYaml(bread, [edit])).toBe(expected)
    expect(editYaml(bread.replaceAll('\n', '\r\n'), [edit])).toBe(expected.replaceAll('\n', '\r\n'))
  })

  test('a tree of folders, in the indentation it has', () => {
    const tree = 'folders-of: us\nlist:\n- name: Bread   # first\n  children:\n  - name: Rye\n- name: Cake\n'
    expect(editYaml(tree, [{ path: ['list', 0, 'children', 1], value: { name: 'Spelt', emoji: '🌾' } }])).toBe(
      tree.replace('  - name: Rye\n', '  - name: Rye\n  - name: Spelt\n    emoji: 🌾\n'),
    )
    expect(editYaml(tree, [{ path: ['list', 1], value: undefined }])).toBe(tree.replace('- name: Cake\n', ''))
    expect(editYaml(tree, [{ path: ['list', 1, 'name'], value: 'Cakes' }])).toBe(tree.replace('Cake', 'Cakes'))
  })

  test('an empty file gets its first value', () => {
    expect(editYaml('', [{ path: ['title'], value: 'Bread' }])).toBe('title: Bread\n')
    expect(editYaml('# nothing yet\n', [{ path: [0], value: { name: 'Bread' } }])).toBe('# nothing yet\n- name: Bread\n')
  })
})

describe('whatever the text looks like, the value is there afterwards and no other has changed', () => {
  const word = fc.constantFrom('title', 'tags', 'fin', 'state', 'a b', 'x:y', '#1', 'ключ', "it's")
  const leaf: fc.Arbitrary<Plain> = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll(/[\uD800-\uDFFF\0]/gu, '')),
    fc.constantFrom('', 'true', '1.10', '- x', '# y', 'a: b', '{', '|', 'two\nlines', ' space ', '@at', '`', '007'),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  )
  const value: fc.Arbitrary<Plain> = fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(word, leaf, { maxKeys: 3 }))
  const texts = fc.constantFrom(
    bread,
    '',
    'title: x',
    'fin:\n    agent: true\n    copilot: false\nstate: draft\n',
    'tags: [a, "b"]\nstate: "draft"\n',
    "tags:\n- a\n- 'b'\n\n# the end\n",
    'base: &b { x: 1 }\nfin: *b\n',
    '"title": x\nx:y: 1\n',
  )

  test(`(seed ${seed})`, () => {
    fc.assert(
      fc.property(
        texts,
        word,
        fc.option(word, { nil: undefined }),
        fc.option(value, { nil: undefined }),
        (text, first, second, wanted) => {
          const before = (parse(text) ?? {}) as Record<string, unknown>
          const there = before[first]
          const nested =
            second !== undefined &&
            (there === undefined || (typeof there === 'object' && there !== null && !Array.isArray(there)))
          const path = nested ? [first, second] : [first]
          const after = (parse(editYaml(text, [{ path, value: wanted }])) ?? {}) as Record<string, unknown>
          const others = (map: Record<string, unknown> | null): unknown =>
            Object.entries(map ?? {}).filter(([key]) => key !== first)
          expect(others(after)).toEqual(others(before))
          const found = nested ? ((after[first] ?? {}) as Record<string, unknown>)[second] : after[first]
          expect(found).toEqual(wanted)
        },
      ),
      { seed, numRuns: 3000 },
    )
  })
})
