import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileLedger } from '../../src/ledger/index.ts'
import { Stop } from '../../src/model/index.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from '../commands/desk.ts'
import { bakery } from '../journeys/command.ts'

let at: Desk
let sandbox: Sandbox
let sound: Buffer
beforeAll(async () => {
  sandbox = await startSandbox({ limit: '1000000/10s' })
  at = desk({ ...bakery, 'sync.config.json': JSON.stringify({ workspaces: { live: { baseUrl: sandbox.url } } }) })
  expect((await run('apply --yes')).code).toBe(0)
  sound = readFileSync(ledger())
})
afterAll(async () => {
  at.clean()
  await sandbox.close()
})

const run = (args: string): Promise<Ended> => at.run(args, { env: { INTERCOM_ACCESS_TOKEN: sandbox.token } })
const folder = (): string => join(at.root, '.content-sync', 'live')
const ledger = (): string => join(folder(), 'ledger.ndjson')
const journal = (): string => join(folder(), 'journal', 'steps.ndjson')
const writes = (): number => sandbox.requests().filter(({ method }) => method !== 'GET').length

/** Every file of the memory but its lock and caches, by its digest. */
const digests = (): string[] =>
  readdirSync(folder(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(cache|lock)\//u.test(path))
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)
    .sort()

/** What a ledger says of keys and ids; the exit code and the message where it is refused. */
function told(bytes: Buffer): string[] | Stop {
  writeFileSync(ledger(), bytes)
  try {
    return fileLedger(folder(), sandbox.workspaceId, () => 'born now')
      .entries()
      .map(({ kind, key, id }) => `${kind}:${key} ${String(id)}`)
      .sort()
  } catch (error) {
    if (error instanceof Stop) return error
    throw error
  }
}

describe('a damaged ledger is refused, or says what it said (R43)', () => {
  test('cut off at every length: 65 and the way out; cut at the end of a line, the rest is still true', () => {
    const whole = told(sound)
    for (let length = 0; length < sound.length; length += 1) {
      const said = told(sound.subarray(0, length))
      if (said instanceof Stop) {
        expect([length, said.exit, said.message]).toEqual([length, 65, expect.stringContaining('Nothing was written')])
        expect([length, said.message]).toEqual([length, expect.stringContaining('content-sync ledger rebuild')])
      } else {
        expect([length, sound[length - 1]]).toEqual([length, 0x0a])
        expect(whole).toEqual(expect.arrayContaining(said))
      }
    }
    writeFileSync(ledger(), sound)
  })

  test('a bit turned in every byte: refused, or nothing it says has changed', () => {
    const whole = told(sound)
    let refused = 0
    for (let n = 0; n < sound.length; n += 1) {
      const damaged = Buffer.from(sound)
      damaged.writeUInt8(damaged.readUInt8(n) ^ (1 << (n % 7)), n)
      const said = told(damaged)
      if (said instanceof Stop) {
        refused += 1
        expect([n, [65, 77].includes(said.exit), said.message]).toEqual([n, true, expect.stringContaining('Nothing was written')])
      } else expect([n, said]).toEqual([n, whole])
    }
    writeFileSync(ledger(), sound)
    console.log(`corruption: ${refused} of ${sound.length} turned bits are refused`)
    expect(refused / sound.length).toBeGreaterThan(0.9)
  })

  test('cut at the end of a line, what is missing is found again by its name, and nothing is sent', async () => {
    const lines = sound.toString('utf8').split('\n')
    writeFileSync(ledger(), `${lines.slice(0, 4).join('\n')}\n`)
    const sent = writes()
    const said = await run('apply --yes')
    expect([said.code, said.out]).toEqual([0, expect.stringContaining('4 remembered')])
    expect(writes()).toBe(sent)
    expect((await run('plan --detailed-exitcode')).code).toBe(0)
    sound = readFileSync(ledger())
  })
})

describe('whatever is wrong with the memory, apply says so with the way out, and changes nothing', () => {
  const cases: readonly (readonly [name: string, path: () => string, damage: () => string, code: number, says: RegExp])[] = [
    ['a ledger cut off', ledger, () => sound.toString('utf8').slice(0, -9), 65, /cut off.*ledger rebuild/u],
    [
      'a ledger with a bit turned',
      ledger,
      () => sound.toString('utf8').replace('"article"', '"article\u0000'),
      65,
      /ledger rebuild/u,
    ],
    [
      'a ledger of a newer version',
      ledger,
      () => sound.toString('utf8').replace('"version":1', '"version":2'),
      65,
      /Use that version/u,
    ],
    [
      'a ledger with merge markers',
      ledger,
      () => sound.toString('utf8').replace('\n', '\n<<<<<<< ours\n').replace(/\n$/u, '\n>>>>>>> theirs\n'),
      65,
      /merge conflict markers.*ledger rebuild/u,
    ],
    [
      'a ledger of another workspace',
      ledger,
      () =>
        sound
          .toString('utf8')
          .replace(sandbox.workspaceId, 'another1')
          .replace(/,"sum":"[^"]*"\}\n/u, '}\n'),
      77,
      /remembers workspace another1.*Use the token/u,
    ],
    [
      'a journal of another ledger',
      journal,
      () => '{"lineage":"of-another"}\n',
      65,
      /belongs to another ledger.*Nothing was written/u,
    ],
    ['a journal that is no journal', journal, () => 'rubbish\nrubbish\n', 65, /the journal is damaged.*Nothing was written/u],
  ]
  test.each(cases)('%s', async (_, path, damage, code, says) => {
    at.write('content/articles/about/us.md', `---\ntitle: About us\n---\n\nBakers since ${code}.\n`)
    mkdirSync(dirname(path()), { recursive: true })
    const before = path() === ledger() ? sound : null
    writeFileSync(path(), damage())
    const [sent, there] = [writes(), digests()]
    try {
      for (const args of ['apply --yes', 'plan']) {
        const said = await run(args)
        expect([args, said.code, said.err]).toEqual([args, code, expect.stringMatching(says)])
        expect(said.err).not.toMatch(/^\s+at |a bug in/mu)
      }
      expect(writes()).toBe(sent)
      expect(digests()).toEqual(there)
    } finally {
      writeFileSync(path(), before ?? '')
    }
  })

  test('the lock of a host that is gone for good: 4 while it looks alive, then the id frees it', async () => {
    const lock = join(folder(), 'lock')
    const newest = Math.max(...readdirSync(lock).map(Number))
    const holder = {
      id: 'of-a-dead-host',
      host: `not-${hostname()}`,
      pid: 1,
      began: null,
      since: Date.now(),
      until: Date.now() + 60_000,
      lease: 60_000,
      beat: 0,
    }
    writeFileSync(join(lock, String(newest + 1)), JSON.stringify(holder))
    const sent = writes()
    const said = await run('apply --yes')
    expect([said.code, said.err]).toEqual([4, expect.stringMatching(/process 1 on not-.*ledger unlock of-a-dead-host/u)])
    expect(writes()).toBe(sent)
    expect((await run('ledger unlock of-a-dead-host')).code).toBe(0)
    expect((await run('apply --yes')).code).toBe(0)
    expect((await run('plan --detailed-exitcode')).code).toBe(0)
  })
})
