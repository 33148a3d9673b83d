import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { page, read, said, the } from './repository.ts'

const broken = async (text: string | Uint8Array): Promise<string[]> => {
  const world = await read({ 'content/articles/a.md': text, 'content/articles/b.md': page('B') })
  expect(the(world, 'article', 'a').broken).toBe(true)
  expect(the(world, 'article', 'b').broken).toBeUndefined()
  return said(world).map((one) => one.replace('content/articles/a.md:', ''))
}

test.each([
  ['---\ntitle: Fees: high and low\n---\nx', '2 error YAML: got ": " inside a value; put the value in quotes'],
  ['---\ntitle: A\ntags:\n\t- rye\n---\nx', '4 error YAML: expected spaces, got a tab; indent with spaces'],
  ['---\ntitle: A\ntitle: B\n---\nx', '3 error YAML: the same key is there twice; keep one of them'],
  ['---\ntitle: "A\n---\nx', '2 error YAML: Missing closing "quote'],
  ['---\n- a\n- b\n---\n# A\n', '2 error front matter: expected "key: value" lines'],
  ['---\ntitle: A\n\nx', '1 error front matter: opened here and never closed; end it with a line of ---'],
  ['---\ntitle: A\n----\nx', '3 error front matter: expected a line of --- to close it, got "----"'],
  [
    '---json\n{"title": "A"}\n---\nx',
    '1 error front matter: expected YAML after a line of ---, got "---json"; it is never executed',
  ],
  ['---\n? [a]\n: b\n---\nx', '2 error YAML: expected a word as key, got a list or a map'],
  ['---\ntitle: *nobody\n---\nx', '2 error YAML: *nobody names an anchor that is not there'],
  ['---\na: &a [*a]\n---\nx', '2 error YAML: *a stands inside of itself, a circle'],
  [`---\ntitle: A\nx: ${'['.repeat(20_000)}\n---\nx`, '3 error YAML: nested too deep to be read'],
  [`---\ntitle: A\nx: ${'y'.repeat(70_000)}\n---\nx`, '1 error front matter: 69 KB, at most 64 KB are read'],
  [
    Buffer.from([0x23, 0x20, 0x41, 10, 0xff, 0xfe, 0x41]),
    '2 error expected UTF-8, got bytes that are none; save the file as UTF-8',
  ],
  [Buffer.from('\uFEFF# A\n', 'utf16le'), '1 error expected UTF-8, got UTF-16; save the file as UTF-8'],
  ['# A\n\n\0\n', '3 error expected text, got a zero byte; is this a text file?'],
  ['a '.repeat(2_500_000), '1 error expected at most 1.1 MB, got 4.8 MB; it was not read'],
])('%# a broken file says where and what, and is never taken for a deleted one', async (text, message) => {
  const found = await broken(text)
  expect(
    found.some((one) => one.startsWith(message)),
    found.join('\n'),
  ).toBe(true)
})

test.each(['---js', '---javascript', '--- js', '---JS', '---coffee', '---cson'])('%s is never executed', async (opening) => {
  const trace = join(tmpdir(), `executed-${process.pid}`)
  const code = `{ title: require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'x') }`
  const found = await broken(`${opening}\n${code}\n---\nx`)
  expect(found[0]).toContain('it is never executed')
  expect(existsSync(trace)).toBe(false)
})

test('aliases cannot blow a file up', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  const bomb = names.map((name, at) => `${name}: &${name} [${at === 0 ? 'x, x' : `*${names[at - 1] as string}, `.repeat(9)}]`)
  expect((await broken(`---\ntitle: A\n${bomb.join('\n')}\n---\nx`))[0]).toContain('more than 100 aliases')
})

test.each([
  ['3,000 nested quotes', `# A\n\n${'>'.repeat(3_000)} x\n`],
  ['20,000 half-open emphases', `# A\n\n${'*a_ '.repeat(20_000)}\n`],
  ['a body over 1 MB', `# A\n\n${'bread '.repeat(175_000)}`],
])('%s give a finding and no crash', async (_, text) => {
  expect((await broken(text)).join()).toContain('error')
})

test('the key of a file that cannot be read is still its key, so that its article is not deleted', async () => {
  const world = await read({ 'content/articles/a.md': '---\ntitle: A: B\nkey: "money-back" # ours\n---\nx' })
  expect(the(world, 'article', 'money-back').broken).toBe(true)
})

test('words like __proto__ and constructor are words like others', async () => {
  const world = await read({ 'content/articles/a.md': page('A', '__proto__: {title: evil}\nconstructor: x\n') })
  expect(said(world)).toEqual([])
  expect(the(world, 'article', 'a').fields['title']).toBe('A')
})

test('all mistakes of all files are told in one run, in order', async () => {
  const world = await read({
    'config/folders.yaml': '- nam: A\n',
    'content/articles/b.md': page('B', 'state: live\nauthor: []\n', '[x](no.md)\n\n![x](no.png)\n'),
    'content/articles/a.md': '---\n: :\n---\n',
  })
  const places = said(world).map((one) => one.split(' ')[0])
  expect(places).toEqual([...places].sort((a, b) => ((a as string) < (b as string) ? -1 : 1)))
  expect(said(world).filter((one) => one.includes('b.md')).length).toBe(4)
})
