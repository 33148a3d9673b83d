import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { board } from '../../src/commands/migrate/jobs-board.ts'
import { turns } from '../../src/commands/migrate/jobs-turns.ts'
import type { Sandbox } from '../../src/sandbox/index.ts'
import type { Ended } from '../commands/desk.ts'
import { bakeries, breads, listed, titles, type Chain } from './chain.ts'

interface Row {
  readonly from: string
  readonly to: string
  readonly exit: number
  readonly counts: Readonly<Record<'created' | 'updated' | 'deleted' | 'failed' | 'unchanged', number>>
  readonly told: string
}

let chain: Chain | undefined
afterEach(async () => {
  await chain?.close()
  chain = undefined
})

const opened = async (...of: Parameters<typeof bakeries>): Promise<Chain> => (chain = await bakeries(...of))
const rows = ({ out }: Ended): readonly Row[] => (JSON.parse(out) as { pairs: Row[] }).pairs
const requests = (all: readonly Sandbox[]): number => all.reduce((sum, one) => sum + one.control.log().length, 0)
const writes = (all: readonly Sandbox[]): number =>
  all.reduce((sum, one) => sum + one.control.log().filter(({ method }) => method !== 'GET').length, 0)

describe('many pairs', () => {
  test('two of twenty that fail stop no other, say what to do, and go on when they are run again: no page twice', async () => {
    const { run, new: fresh, desk: home } = await opened(20, listed(20))
    fresh[3]?.control.faults([
      { on: { method: 'POST', path: '^/articles' }, do: { status: 500, code: 'server_error', message: 'oven' } },
    ])
    fresh[11]?.control.faults([{ on: {}, do: { status: 401, code: 'unauthorized', message: 'Access Token Invalid' } }])
    const line = 'migrate --jobs jobs.yaml --yes --out reports --format json'

    const first = await run(line)
    expect([first.code, first.err]).toEqual([77, expect.stringContaining('was-19 → is-19: exit 0, 3 created')])
    const failed = rows(first).filter(({ exit }) => exit !== 0)
    expect(failed.map(({ to, exit }) => [to, exit])).toEqual([
      ['is-3', 1],
      ['is-11', 77],
    ])
    expect(failed.map(({ told }) => told)).toEqual([expect.stringContaining('oven'), expect.stringContaining('token')])
    expect(rows(first).filter(({ exit, counts }) => exit === 0 && counts.created === 3)).toHaveLength(18)
    fresh.forEach((one, n) => {
      expect([n, titles(one)]).toEqual([n, n === 3 || n === 11 ? [] : breads])
    })
    expect(readFileSync(join(home.root, 'reports/was-3.is-3.log'), 'utf8')).toContain('oven')
    expect(readFileSync(join(home.root, 'reports/was-11.is-11.log'), 'utf8')).toContain('exit 77')
    expect(existsSync(join(home.root, 'reports/was-11.is-11.json'))).toBe(false)
    expect(JSON.parse(readFileSync(join(home.root, 'reports/was-4.is-4.json'), 'utf8'))).toMatchObject({
      format: 'content-sync/outcome',
      counts: { applied: 3, failed: 0 },
    })

    for (const one of fresh) one.control.faults([])
    const before = writes(fresh)
    const second = await run(line)
    expect([second.code, second.err]).toEqual([0, second.err])
    expect(
      rows(second)
        .filter(({ counts }) => counts.created > 0)
        .map(({ to }) => to),
    ).toEqual(['is-3', 'is-11'])
    expect(writes(fresh)).toBeGreaterThan(before)
    fresh.forEach((one, n) => {
      expect([n, titles(one), one.control.state().collections.length]).toEqual([n, breads, 1])
    })

    const after = writes(fresh)
    const third = await run(line)
    expect(third.code).toBe(0)
    expect(
      rows(third).every(({ counts }) => counts.created + counts.updated + counts.failed === 0 && counts.unchanged === 3),
    ).toBe(true)
    expect(writes(fresh)).toBe(after)
    const compared = await run('migrate --jobs jobs.yaml --parity')
    expect([compared.code, compared.out]).toEqual([0, expect.stringContaining('20 pairs: all are complete')])
  }, 120_000)

  test('an interrupt lets what is under way end and begins nothing more; the next run does the rest', async () => {
    const { run, new: fresh } = await opened(3, listed(3))
    const stop = new AbortController()
    const heard = (text: string): void => {
      if (text.startsWith('was-0 → is-0: exit 0')) stop.abort()
    }
    const line = 'migrate --jobs jobs.yaml --yes --parallel 1 --format json'
    const cut = await run(line, { stop: stop.signal, heard })
    expect([cut.code, rows(cut).map(({ exit }) => exit)]).toEqual([130, [0, 130, 130]])
    expect([titles(fresh[0]), requests(fresh.slice(1))]).toEqual([breads, 0])
    expect(await run(line)).toMatchObject({ code: 0 })
    expect(fresh.map(titles)).toEqual([breads, breads, breads])
    const after = writes(fresh)
    expect(rows(await run(line)).every(({ exit, counts }) => exit === 0 && counts.unchanged === 3)).toBe(true)
    expect(writes(fresh)).toBe(after)
  }, 60_000)

  test('from one workspace into the next and on into others: each is read when what comes into it has arrived', async () => {
    const list = '- { from: was-0, to: box }\n- { from: box, to: is-0 }\n- { from: box, to: is-1 }\n'
    const { run, new: fresh } = await opened(2, list)
    const all = await run('migrate --jobs jobs.yaml --yes')
    expect([all.code, all.out]).toEqual([0, expect.stringContaining('3 pairs: all are complete')])
    expect(fresh.map(titles)).toEqual([breads, breads])
    const after = writes(fresh)
    expect((await run('migrate --jobs jobs.yaml --yes')).code).toBe(0)
    expect(writes(fresh)).toBe(after)
  }, 60_000)

  test('on a terminal there is a line for each that is under way, what has ended stays above, and at the end none is left', () => {
    let said = ''
    let now = 1000
    const err = { tty: true, columns: 40, colour: false, write: (text: string) => (said += text) }
    const shown = board({ err, now: () => now }, false, 2)
    shown.says('a → b', '██░░ 1/4')
    now += 200
    shown.says('c → d', 'reading articles: 3')
    expect(said.split('\u001B[J').at(-1)).toBe('a → b  ██░░ 1/4\nc → d  reading articles: 3\n0 of 2 pairs have ended\n')
    shown.ended('a → b', 'a → b: exit 0')
    expect(said.split('\u001B[J').at(-1)).toBe('a → b: exit 0\nc → d  reading articles: 3\n1 of 2 pairs have ended\n')
    shown.end()
    expect(said.endsWith('\u001B[2A\r\u001B[J')).toBe(true)
  })

  const refused: readonly (readonly [what: string, jobs: string, says: string])[] = [
    [
      'a workspace there is not',
      '- { from: was-0, to: is-0 }\n- { from: was-1, to: iss-1 }\n',
      'jobs.yaml:2  to: expected one of was-0, was-1, is-0, is-1, box, got "iss-1" (did you mean "is-1"?)',
    ],
    [
      'a pair twice',
      '- { from: was-0, to: is-0 }\n- { from: was-1, to: is-1 }\n- { from: was-0, to: is-0 }\n',
      'jobs.yaml:3  was-0 → is-0: is there already, as pair 1',
    ],
    [
      'a misspelt key',
      'defaults:\n  accept: [authors]\npairs:\n  - from: was-0\n    to: is-0\n    acept: [links]\n',
      'jobs.yaml:4  pairs.0.acept: unknown key (did you mean "accept"?); there are from, to, accept, only, prune, allow',
    ],
    ['a misspelt kind', '- { from: was-0, to: is-0, only: [articels] }\n', 'jobs.yaml:1  --only articels: expected a kind'],
    [
      'a thing nobody can accept',
      '- { from: was-0, to: is-0, accept: [audiences] }\n',
      'jobs.yaml:1  0.accept.0: expected "authors" or',
    ],
    ['a workspace into itself', '- { from: was-0, to: was-0 }\n', 'jobs.yaml:1  to: expected another workspace than was-0'],
    ['no pair', 'pairs: []\n', 'jobs.yaml:1  pairs: expected at least one pair'],
    ['no YAML', '- { from: was-0\n', 'jobs.yaml:'],
  ]
  test('a list with a mistake is refused whole, with its line, before anything is asked of any workspace', async () => {
    const { run, desk: home, old, new: fresh } = await opened(2, '')
    for (const [what, list, says] of refused) {
      home.write('jobs.yaml', list)
      const ended = await run('migrate --jobs jobs.yaml --yes')
      expect([what, ended.code, ended.err]).toEqual([what, 78, expect.stringContaining(says)])
    }
    home.write('jobs.yaml', listed(2))
    for (const flags of [
      '--yes --from was-0',
      '--yes --to is-0',
      '',
      '--yes --parallel 0',
      '--yes --format html',
      '--yes --redirects r.csv',
    ])
      expect([flags, (await run(`migrate --jobs jobs.yaml ${flags}`)).code]).toEqual([flags, 64])
    expect((await run('migrate --jobs none.yaml --yes')).code).toBe(64)
    expect((await run('migrate --from was-0 --to is-0 --yes --parallel 2')).code).toBe(64)
    expect(requests([...old, ...fresh])).toBe(0)
  })
})

describe('turns', () => {
  const never: (workspace: string) => boolean = () => false

  /** Does errands until all are begun that may be; a finished one is let go by its name. */
  function bench(list: string, limit: number, alone = never, stop = new AbortController().signal) {
    const errands = list.split(' ').map((word) => ({ name: word, from: word.slice(0, 1), to: word.slice(1, 2) }))
    const begun: string[] = []
    const ends = new Map<string, { done: () => void; fail: (error: Error) => void }>()
    const all = turns(errands, limit, alone, stop, ({ name }) => {
      begun.push(name)
      return new Promise<string>((resolve, reject) => {
        ends.set(name, {
          done: () => {
            resolve(name)
          },
          fail: reject,
        })
      })
    })
    const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
    return {
      all,
      begun,
      done: async (name: string) => {
        ends.get(name)?.done()
        await settle()
      },
      fail: async (name: string) => {
        ends.get(name)?.fail(new Error('no room'))
        await settle()
      },
    }
  }

  test('no more at once than asked for, and each that ends makes room for the next', async () => {
    const { all, begun, done } = bench('ab cd ef', 2)
    expect(begun).toEqual(['ab', 'cd'])
    await done('cd')
    expect(begun).toEqual(['ab', 'cd', 'ef'])
    await done('ab')
    await done('ef')
    expect(await all).toEqual(['ab', 'cd', 'ef'])
  })

  test('two that write one workspace, or one that reads what another writes, never run together; later ones do not overtake what they wait for', async () => {
    const { all, begun, done } = bench('ax bx xc yz', 4)
    expect(begun).toEqual(['ax', 'yz'])
    await done('ax')
    expect(begun).toEqual(['ax', 'yz', 'bx'])
    await done('bx')
    expect(begun).toEqual(['ax', 'yz', 'bx', 'xc'])
    await done('xc')
    await done('yz')
    expect(await all).toEqual(['ax', 'bx', 'xc', 'yz'])
    expect(bench('ax xb bc', 4).begun).toEqual(['ax'])
  })

  test('one source may be read by many at once, unless it has to be alone', async () => {
    expect(bench('ax ay', 4).begun).toEqual(['ax', 'ay'])
    expect(bench('ax ay', 4, (name: string) => name === 'a').begun).toEqual(['ax'])
    await Promise.resolve()
  })

  test('after an interrupt, and after a bug, what is under way ends and nothing is begun', async () => {
    const interrupt = new AbortController()
    const stopped = bench('ab cd ef', 2, never, interrupt.signal)
    interrupt.abort()
    await stopped.done('ab')
    await stopped.done('cd')
    expect(await stopped.all).toEqual(['ab', 'cd', undefined])
    const broken = bench('ab cd ef', 2)
    const verdict = expect(broken.all).rejects.toThrow('no room')
    await broken.fail('ab')
    expect(broken.begun).toEqual(['ab', 'cd'])
    await broken.done('cd')
    await verdict
    expect(broken.begun).toEqual(['ab', 'cd'])
  })
})
