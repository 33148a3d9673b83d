import { expect, test } from 'vitest'
import { kinds } from '../../src/kinds/index.ts'
import { pairing } from '../../src/plan/index.ts'
import { drawnIn, live, text, want } from './values.ts'

/** So many words that no other beginning gives. */
const words = (from: number, count: number): string =>
  Array.from({ length: count }, (_, n) => `w${from}${'abcdefghij'[n % 10] ?? ''}${n}`).join(' ')

const size = Number(process.env['ADOPT_SIZE'] ?? 2000)

test(`${size} files and ${size} objects under other names: at most five objects are looked at for each file (ADOPT_SIZE)`, () => {
  const shared = words(1, 30)
  const files = Array.from({ length: size }, (_, n) =>
    want('article', `f${n}`, { title: `File ${n}`, body: text(`${shared} ${words(n + 10, 80)}`) }),
  )
  const there = Array.from({ length: size }, (_, n) =>
    live('article', String(n + 1), {
      title: `Object ${n}`,
      body: text(`${shared} ${words(n + 10, 80)}`),
      state: 'draft',
      collections: [],
    }),
  )
  const drawn = drawnIn({ files, there, memory: [] })
  const began = performance.now()
  const found = pairing(drawn, kinds, new Map())
  console.log(`adopt: ${size} × ${size} in ${Math.round(performance.now() - began)} ms`)
  expect(found.paired.filter(({ standing }) => standing === 'renamed')).toHaveLength(size)
  for (const { want, candidates } of found.paired) expect(`@${Number(want.key.slice(1)) + 1}`).toBe(candidates[0]?.live.key)
})
