import { expect, test } from 'vitest'
import { fieldsOf, keysOf, page, read, said, the } from './repository.ts'

const one = (text: string, file = 'content/articles/bread.md') => read({ [file]: text })

test('front matter becomes fields, so that what people write is what Intercom gets', async () => {
  const text = page(
    'Our bread',
    `description: "  What we bake "\nstate: published\nauthor: Ana@Bakery.test\ntags: [Rye, Spelt]\naudiences: Regulars\nfin:\n  agent: true\n  copilot: false\n`,
  )
  const world = await one(text)
  expect(said(world)).toEqual([])
  expect(fieldsOf(world, 'article', 'bread')).toEqual({
    title: 'Our bread',
    description: 'What we bake',
    state: 'published',
    author: { kind: 'author', key: 'ana@bakery.test' },
    tags: [
      { kind: 'tag', key: 'rye' },
      { kind: 'tag', key: 'spelt' },
    ],
    audiences: [{ kind: 'audience', key: 'Regulars' }],
    agent: true,
    copilot: false,
    body: { parts: ['<p>Bread.</p>'] },
  })
  expect(the(world, 'article', 'bread').origin).toMatchObject({
    file: 'content/articles/bread.md',
    line: 1,
    lines: { title: 2, state: 4, agent: 9 },
  })
})

test('absent stays absent and empty clears, so that nothing is erased by accident', async () => {
  const world = await one(page('Our bread', `description: ''\ntags: []\naudiences:\nauthor: null\ncollections: []\n`))
  const fields = fieldsOf(world, 'article', 'bread')
  expect(fields).toMatchObject({ description: '', tags: [], audiences: [], author: null, collections: [] })
  expect(Object.keys(fields)).not.toContain('state')
  expect(Object.keys(fields)).not.toContain('folder')
})

test('without title: the first heading is the title and leaves the body', async () => {
  const world = await one('# Our bread\n\nRye and spelt.\n')
  expect(fieldsOf(world, 'article', 'bread')).toEqual({ title: 'Our bread', body: { parts: ['<p>Rye and spelt.</p>'] } })
})

test('with title: a first heading stays in the body', async () => {
  const world = await one(page('Our bread', '', '# Rye\n\nDark.\n'))
  expect(fieldsOf(world, 'article', 'bread')['body']).toEqual({ parts: ['<h1', { heading: 'Rye#0' }, '>Rye</h1><p>Dark.</p>'] })
})

test('neither title nor heading is an error that says where a title goes', async () => {
  const world = await one('Rye and spelt.\n')
  expect(said(world)).toEqual([
    'content/articles/bread.md:1 error title: expected in front matter, or a first "# heading"; got none of both',
  ])
  expect(the(world, 'article', 'bread').broken).toBe(true)
})

test.each([
  ['title: ""', 'title: expected text, got nothing'],
  ['title: [Rye, Spelt]', 'title: expected text, got a list'],
])('%s is no title', async (line, message) => {
  const world = await one(`---\n${line}\n---\nBread.\n`)
  expect(said(world)).toEqual([`content/articles/bread.md:2 error ${message}`])
})

test.each([
  ['state: live', 'state: expected draft or published, got "live"'],
  ['state: publishd', 'state: expected draft or published, got "publishd" (did you mean "published"?)'],
  ['fin: true', 'fin: expected agent, copilot, sales below it, got "true"'],
  ['fin: {agent: yes}', 'fin.agent: expected true or false, got "yes"'],
  ['tags: {rye: 1}', 'tags: expected a list of tag names, got a map'],
  ['author: [ana, ben]', 'author: expected the author it is, got a list'],
  ['locale: xx-YY', 'locale: expected a locale Intercom knows, got "xx-YY"'],
  ['key: "@12"', 'key: expected a name that does not begin with @, got "@12"'],
])('%s is an error with file, line, expected and got', async (line, message) => {
  const world = await one(page('Our bread', `${line}\n`))
  expect(said(world)[0]).toContain(`content/articles/bread.md:3 error ${message}`)
  expect(the(world, 'article', 'bread').broken).toBe(true)
})

test.each([
  ['summary: Dark', { description: 'Dark' }],
  ['intro: Dark', { description: 'Dark' }],
  ['status: published', { state: 'published' }],
  ['published: true', { state: 'published' }],
  ['draft: false', { state: 'published' }],
  ['hidden: true', { state: 'draft' }],
  ['labels: [Rye]', { tags: [{ kind: 'tag', key: 'rye' }] }],
])('%s of an existing repository is taken as it is', async (line, fields) => {
  const world = await one(page('Our bread', `${line}\n`))
  expect(said(world)).toEqual([])
  expect(fieldsOf(world, 'article', 'bread')).toMatchObject(fields)
})

test('our own word beats an alias that says something else, and both are told', async () => {
  const world = await one(page('Our bread', 'state: draft\npublished: true\n'))
  expect(fieldsOf(world, 'article', 'bread')['state']).toBe('draft')
  expect(said(world)).toEqual([
    'content/articles/bread.md:4 warning published: says something else than state; published is not applied',
  ])
})

test('an alias with a value of another tool is a warning and not applied', async () => {
  const world = await one(page('Our bread', 'published: 2021-05-03\n'))
  expect(Object.keys(fieldsOf(world, 'article', 'bread'))).not.toContain('state')
  expect(said(world)).toEqual([
    'content/articles/bread.md:3 warning published: expected true or false, got "2021-05-03"; not taken as state',
  ])
})

test('words of others are left alone, a misspelt word of ours is told', async () => {
  const world = await one('---\ntilte: Our bread\nlayout: post\nid: 12345678901234567890\nslug: x\n---\n# Bread\n\nx\n')
  expect(said(world)).toEqual(['content/articles/bread.md:2 warning tilte: is not applied (did you mean "title"?)'])
  expect(the(world, 'article', 'bread').pinned).toBeUndefined()
})

test.each(['publish_at: 2027-01-01', 'unpublish_at: 2027-01-01', 'redirect_from: [/old]'])(
  '%s is said to be not applied, so that nobody relies on it',
  async (line) => {
    const world = await one(page('Our bread', `${line}\n`))
    expect(said(world)).toEqual([`content/articles/bread.md:3 warning ${line.split(':')[0] as string}: is not applied yet`])
  },
)

test('numbers, dates and long ids keep the letters they were written with', async () => {
  const world = await one('---\ntitle: 1.10\ndescription: 2024-01-02\nkey: 12345678901234567890\ntags: [007, true]\n---\nx\n')
  expect(fieldsOf(world, 'article', '12345678901234567890')).toMatchObject({
    title: '1.10',
    description: '2024-01-02',
    tags: [
      { kind: 'tag', key: '007' },
      { kind: 'tag', key: 'true' },
    ],
  })
})

test('a byte order mark and Windows line ends change nothing', async () => {
  const text = page('Our bread', 'state: draft\n', '## Rye\n\nDark.\n')
  const plain = await one(text)
  const windows = await one(`\uFEFF${text.replaceAll('\n', '\r\n')}`)
  expect(windows.resources).toEqual(plain.resources)
  expect(said(windows)).toEqual([])
})

test('what prose cannot carry is found on its line of the file, not of the body', async () => {
  const world = await one(page('Our bread', 'state: draft\n', 'Bread.\n\n<script>alert(1)</script>\n'))
  expect(world.findings.map(({ line }) => line)).toEqual([7])
})

test('an unmentioned tag is no resource, a mentioned one is made once and never remembered', async () => {
  const world = await read({
    'content/articles/a.md': page('A', 'tags: [Rye]\n'),
    'content/articles/b.md': page('B', 'tags: [rye, RYE]\n'),
  })
  expect(keysOf(world, 'tag')).toEqual(['rye'])
  expect(the(world, 'tag', 'rye')).toMatchObject({ fields: { name: 'Rye' }, mention: true })
  expect(fieldsOf(world, 'article', 'b')['tags']).toEqual([{ kind: 'tag', key: 'rye' }])
})

test('with ids from front matter a key is bound to its id, and one id for two articles is an error naming both', async () => {
  const tree = {
    'content/articles/a.md': page('A', 'id: "12"\n'),
    'content/articles/b.md': page('B', 'id: 12345678901234567890\n'),
    'content/articles/c.md': page('C', 'id: 12\n'),
  }
  const world = await read(tree, { ids: 'front-matter' })
  expect(the(world, 'article', 'b').pinned).toBe('12345678901234567890')
  expect(said(world)).toEqual([
    'content/articles/c.md:1 error id 12 is the same as content/articles/a.md:1; keep one, or tell them apart',
  ])
  expect([the(world, 'article', 'a').broken, the(world, 'article', 'c').broken]).toEqual([true, true])
})
