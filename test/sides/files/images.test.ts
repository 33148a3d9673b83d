import { symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sha256 } from '../../../src/model/index.ts'
import { serveImages } from '../../../src/sides/files/index.ts'
import { fieldsOf, page, read, readFrom, repository, said, the } from './repository.ts'

const png = Buffer.from('89504e470d0a1a0a00', 'hex')
const digest = `sha256:${sha256(png)}`

test('a local image is known by its bytes, whatever its name', async () => {
  const world = await read({
    'content/articles/a.md': page('A', '', '![oven](img/my%20oven.png)\n'),
    'content/articles/b.md': page('B', '', '![oven](/img/copy.jpg)\n'),
    'content/articles/img/my oven.png': png,
    'content/articles/img/copy.jpg': png,
  })
  expect(said(world)).toEqual([])
  for (const key of ['a', 'b'])
    expect(fieldsOf(world, 'article', key)['body']).toEqual({
      parts: ['<img src="', { image: digest }, '" alt="oven">'],
    })
  expect([...world.images]).toMatchObject([[digest, { path: 'content/articles/img/my oven.png', type: 'image/png', bytes: 9 }]])
})

test('an image on the web stays where it is', async () => {
  const world = await read({ 'content/articles/a.md': page('A', '', '![x](https://bakery.test/x.png)\n') })
  expect(JSON.stringify(fieldsOf(world, 'article', 'a')['body'])).toContain('{"image":"https://bakery.test/x.png"}')
})

test.each([
  ['GIF89a', 'image/gif'],
  [Buffer.from('ffd8ffe000', 'hex'), 'image/jpeg'],
  ['<?xml version="1.0"?>\n<!-- oven -->\n<svg xmlns="x"/>', 'image/svg+xml'],
])('an image of type %# is taken by what is in it', async (bytes, type) => {
  const world = await read({ 'content/articles/a.md': page('A', '', '![x](x)\n'), 'content/articles/x': bytes })
  expect([...world.images.values()].map((image) => image.type)).toEqual([type])
})

test.each([
  ['no.png', 'image "no.png": there is no content/articles/no.png'],
  ['page.html', 'image "page.html": content/articles/page.html: expected PNG, JPEG, GIF or SVG, got .html with other content'],
  ['../../../x.png', 'image "../../../x.png": there is no ../x.png'],
  ['img', 'image "img": content/articles/img: expected a file, got something else'],
])('%s is an error of that article only', async (src, message) => {
  const world = await read({
    'content/articles/a.md': page('A', '', `![x](${src})\n`),
    'content/articles/b.md': page('B'),
    'content/articles/page.html': '<html><svg></svg></html>',
    'content/articles/img/y.png': png,
  })
  expect(said(world)).toEqual([`content/articles/a.md:4 error ${message}`])
  expect([the(world, 'article', 'a').broken, the(world, 'article', 'b').broken]).toEqual([true, undefined])
})

test('an image outside of the repository is not read, not even through a symbolic link', async () => {
  const root = repository({ 'content/articles/a.md': page('A', '', '![x](x.png)\n') })
  const secret = join(tmpdir(), `secret-${process.pid}.png`)
  writeFileSync(secret, png)
  symlinkSync(secret, join(root, 'content/articles/x.png'))
  const world = await readFrom(root)
  expect(world.images.size).toBe(0)
  expect(said(world)).toEqual([
    'content/articles/a.md:4 error image "x.png": content/articles/x.png leads out of the repository',
    'content/articles/x.png:1 error a symbolic link out of the repository; it is not followed, put the file itself here',
  ])
})

test('local images are served on loopback under an address that cannot be guessed, and nothing else is', async () => {
  const world = await read({
    'content/articles/a.md': page('A', '', '![oven](x.svg)\n'),
    'content/articles/x.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  })
  const served = await serveImages(world.images)
  const [key] = [...world.images.keys()] as [string]
  const answer = await fetch(served.url(key))
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    200,
    'image/svg+xml',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
  ])
  const url = new URL(served.url(key))
  expect(url.hostname).toBe('127.0.0.1')
  expect((await fetch(new URL(`/${url.pathname.split('/')[2] as string}`, url))).status).toBe(404)
  expect(() => served.url('sha256:00')).toThrow('is no image of the files')
  await served.close()
  await expect(fetch(url)).rejects.toThrow()
})
