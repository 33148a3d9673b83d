import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { fetching } from '../../src/commands/migrate/fetching.ts'
import { carried } from '../../src/commands/migrate/images.ts'
import type { Origin } from '../../src/commands/migrate/origin.ts'
import type { Opened } from '../../src/commands/open.ts'
import type { Door } from '../../src/commands/door.ts'
import { reader } from '../../src/sides/workspace/index.ts'
import { pictures } from './scale-pictures.ts'
import { two, type Two } from './two.ts'

const open: Two[] = []
afterEach(async () => {
  for (const ends of open.splice(0)) await ends.close()
})
const opened = async (...given: Parameters<typeof two>): Promise<Two> => {
  const ends = await two(...given)
  open.push(ends)
  return ends
}

/** Puts articles with pictures into the first workspace: those of a number have the same one. */
async function filled(ends: Two, numbers: readonly number[]): Promise<void> {
  const shop = await pictures()
  for (const [n, picture] of numbers.entries())
    await ends.edit('old', 'POST', '/articles', {
      title: `Loaf ${n}`,
      body: `<p>How loaf ${n} looks:</p><img src="${shop.url(picture)}" alt="a loaf">`,
      author_id: 1002,
      state: 'published',
    })
  await shop.close()
}

const digests = (ends: Two, side: 'old' | 'new'): string[] =>
  ends[side].control
    .state()
    .images.map(({ digest }) => digest ?? '')
    .sort()

/** Every file below a folder that says a word. */
const saying = (folder: string, word: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && readFileSync(path).includes(word))

test('a picture that many articles show is brought once, however many of them are written at the same time (R37)', async () => {
  const ends = await opened()
  await filled(ends, [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3])
  const moved = await ends.run('migrate --from old --to new --yes')
  expect([moved.code, moved.err]).toEqual([0, moved.err])
  expect(digests(ends, 'new')).toEqual([...new Set(digests(ends, 'old'))].sort())
  expect(ends.new.control.state().articles).toHaveLength(12)
  const quiet = await ends.run('migrate --from old --to new --yes')
  expect([quiet.code, quiet.out]).toEqual([0, expect.stringContaining('no changes')])
  expect(await ends.run('migrate --from old --to new --parity')).toMatchObject({ code: 0 })
})

test('a picture whose signature ended before it was fetched is signed anew; no signature is kept anywhere', async () => {
  const held: { ends?: Two } = {}
  const ends = await opened({
    old: {
      switches: { imageLife: -10 },
      watch: ({ path }) => {
        if (/^\/articles\/\d+$/u.test(path)) held.ends?.old.control.switches({ imageLife: 600 })
      },
    },
  })
  await filled(ends, [1, 2, 3])
  ends.old.control.clearLog()
  held.ends = ends
  const moved = await ends.run('migrate --from old --to new --yes')
  expect([moved.code, moved.out]).toEqual([0, moved.out])
  expect(digests(ends, 'new')).toEqual(digests(ends, 'old'))
  const asked = ends.old.control.log().filter(({ route }) => route === '/articles/{id}')
  expect(asked.length).toBe(3)
  expect(existsSync(join(ends.desk.root, '.content-sync'))).toBe(true)
  expect(saying(join(ends.desk.root, '.content-sync'), 'signature=')).toEqual([])
  expect(JSON.stringify(ends.new.control.state())).not.toContain('signature=')
  expect(moved.out + moved.err).not.toContain('signature=')
})

test('an address that is about to end is renewed before Intercom is asked to fetch from it, one that holds is left alone', async () => {
  const ends = await opened()
  await filled(ends, [1, 2])
  let later = 0
  const clock = {
    now: () => Date.now() + later,
    sleep: (ms: number, signal?: AbortSignal) => setTimeout(ms, undefined, signal === undefined ? {} : { signal }),
  }
  const known = new Map<string, unknown>()
  const options: Opened['options'] = {
    baseUrl: ends.old.url,
    token: ends.old.token,
    locale: 'en',
    pace: { leave: 0, mode: 'burst' },
    cache: { get: (key) => known.get(key), set: (key, value) => void known.set(key, value) },
    clock,
    random: () => 0.5,
    timeout: 10_000,
  }
  const there = { name: 'old', options, cache: options.cache } as unknown as Opened
  const images = fetching(there, join(ends.desk.root, 'images'), { stop: new AbortController().signal } as Door)
  const side = reader({ ...options, sighted: images.sighted })
  const world = await side.read()
  const from: Origin = { name: 'old', opened: there, side, world, also: { lists: [], skipped: [] }, images }
  const { digests, address, fresh } = await carried(from)
  const all = [...digests.values()]
  const addresses = (): string[] => all.map((digest) => address?.(digest) ?? '')
  const statuses = (): Promise<number[]> =>
    Promise.all(
      addresses().map(async (each) => {
        const { pathname, search } = new URL(each)
        return (await fetch(new URL(pathname + search, ends.old.url))).status
      }),
    )
  const first = addresses()
  await fresh?.(all)
  expect([addresses(), await statuses()]).toEqual([first, [200, 200]])
  later = 700_000
  ends.old.control.advance(later)
  expect(await statuses()).toEqual([403, 403])
  await fresh?.(all)
  expect(await statuses()).toEqual([200, 200])
})
