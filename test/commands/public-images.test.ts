import { expect, it } from 'vitest'
import { publicAddress, unreachable, type Publishing } from '../../src/commands/public-images.ts'
import type { FilesWorld, LocalImage } from '../../src/sides/files/index.ts'

const cake: LocalImage = {
  file: 'content/images/big cake.png',
  path: '/shop/content/images/big cake.png',
  type: 'image/png',
  bytes: 9,
}

const world = {
  resources: [
    {
      kind: 'article',
      key: 'cakes',
      origin: { file: 'content/cakes.md', line: 1 },
      fields: { body: { parts: ['<img src="', { image: 'sha256:ab' }, '">'] } },
    },
    {
      kind: 'article',
      key: 'bread',
      origin: { file: 'content/bread.md', line: 1 },
      fields: { body: { parts: ['<img src="', { image: 'https://example.test/b.png' }, '">'] } },
    },
  ],
  images: new Map([['sha256:ab', cake]]),
} as unknown as FilesWorld

const ready: Publishing = { base: 'https://raw.example.test/{commit}', commit: 'f00', pushed: () => true, hosted: new Set() }

it('a local image is fetched from the commit it is in', () => {
  expect(publicAddress('https://raw.example.test/shop/{commit}/', 'f00', cake)).toBe(
    'https://raw.example.test/shop/f00/content/images/big%20cake.png',
  )
  expect(publicAddress('https://cdn.example.test/help', null, cake)).toBe(
    'https://cdn.example.test/help/content/images/big%20cake.png',
  )
  expect(publicAddress(undefined, 'f00', cake)).toBe(null)
})

it('one Intercom could not fetch is an error of the article that shows it', () => {
  const says = (changes: Partial<Publishing>): string[] =>
    unreachable(world, { ...ready, ...changes }).map(({ file, message }) => `${file} ${message}`)
  expect(says({})).toEqual([])
  expect(says({ base: undefined })).toEqual([expect.stringMatching(/^content\/cakes\.md .*assets\.publicUrl/u)])
  expect(says({ commit: null })).toEqual([expect.stringContaining('no git checkout')])
  expect(says({ pushed: () => false })).toEqual([expect.stringContaining('commit and push it first')])
  expect(says({ base: undefined, hosted: new Set(['sha256:ab']) })).toEqual([])
})
