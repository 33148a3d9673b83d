import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sealed } from '../../src/commands/saved/seal.ts'
import type { OutcomeDocument, SavedPlanDocument } from '../../src/report/json/schemas.ts'
import { startSandbox, type Moment, type Sandbox } from '../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from '../commands/desk.ts'
import { misfits } from '../report/published.ts'
import { seed } from './world/chosen.ts'

let at: Desk
let sandbox: Sandbox
let watch: (moment: Moment) => Promise<void> | void

const config = (more: object = {}): void => {
  at.write('sync.config.json', JSON.stringify({ workspaces: { live: { baseUrl: sandbox.url } }, ...more }))
}
const page = (title: string, body: string): string => `---\ntitle: ${title}\n---\n\n${body}\n`

beforeEach(async () => {
  watch = () => undefined
  sandbox = await startSandbox({ limit: '1000000/10s', watch: (moment) => watch(moment) })
  at = desk()
  config()
  at.write('content/articles/hours.md', page('Hours', 'At nine.'))
  at.write('content/articles/fees.md', page('Fees', 'None.'))
})
afterEach(async () => {
  at.clean()
  await sandbox.close()
})

const run = (args: string, token = sandbox.token): Promise<Ended> => at.run(args, { env: { INTERCOM_ACCESS_TOKEN: token } })
const path = (name: string): string => join(at.root, name)
const writes = (): number => sandbox.requests().filter(({ method }) => method !== 'GET').length
const saved = (): SavedPlanDocument => JSON.parse(readFileSync(path('plan.json'), 'utf8')) as SavedPlanDocument
const said = ({ out }: Ended): OutcomeDocument => JSON.parse(out) as OutcomeDocument
const body = (title: string): string | undefined =>
  sandbox.control.state().articles.find(({ contents }) => contents['en']?.title === title)?.contents['en']?.body.html
const theirs = async (title: string, change: Readonly<Record<string, unknown>>): Promise<void> => {
  const found = sandbox.control.state().articles.find(({ contents }) => contents['en']?.title === title)
  await sandbox.control.edit({ path: `/articles/${found?.id ?? 0}`, body: change, admin: 'ana@example.com' })
}
const planned = async (flags = ''): Promise<void> => {
  expect(await run(`plan --out plan.json ${flags}`)).toMatchObject({ code: 0 })
}
const carriedOut = async (): Promise<void> => {
  expect(await run('apply plan.json --yes')).toMatchObject({ code: 0 })
}
/** The plan is refused with this exit code and these words, and nothing is sent that writes. */
async function refused(code: number, says: string, token = sandbox.token): Promise<void> {
  const before = writes()
  const ended = await run('apply plan.json --yes', token)
  expect([ended.code, ended.err]).toEqual([code, expect.stringContaining(says)])
  expect(writes()).toBe(before)
}

describe('a plan is carried out once', () => {
  test('not a second time', async () => {
    await planned()
    await carriedOut()
    await refused(5, 'this plan was carried out before')
    expect(sandbox.control.state().articles).toHaveLength(2)
    expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 0 })
  })

  test('nor on a memory that was lost: what it made is there', async () => {
    await planned()
    await carriedOut()
    rmSync(path('.content-sync/live'), { recursive: true })
    await refused(5, '')
    expect(sandbox.control.state().articles).toHaveLength(2)
  })

  test('nor on a memory that was lost, after an update', async () => {
    await run('apply --yes')
    at.write('content/articles/hours.md', page('Hours', 'At ten.'))
    await planned('--allow updates')
    await carriedOut()
    rmSync(path('.content-sync/live'), { recursive: true })
    await refused(5, 'the memory is another one than the plan was drawn with')
  })

  test('nor on the memory as it was before, as in a second checkout of the same commit', async () => {
    await run('apply --yes')
    cpSync(path('.content-sync'), path('before'), { recursive: true })
    at.write('content/articles/hours.md', page('Hours', 'At ten.'))
    at.write('content/articles/new.md', page('New', 'Fresh.'))
    rmSync(path('content/articles/fees.md'))
    await planned('--prune --allow deletes --allow updates')
    await carriedOut()
    rmSync(path('.content-sync'), { recursive: true })
    cpSync(path('before'), path('.content-sync'), { recursive: true })
    await refused(5, '')
    expect(sandbox.control.state().articles).toHaveLength(2)
  })

  test('nor when the first time left nothing behind', async () => {
    await run('apply --yes')
    at.write('content/articles/hours.md', page('Hours', 'At ten.'))
    await planned('--allow updates')
    sandbox.control.faults([{ on: { method: 'PUT' }, do: { status: 422, code: 'parameter_invalid' } }])
    expect(await run('apply plan.json --yes')).toMatchObject({ code: 1 })
    sandbox.control.faults([])
    await refused(5, 'this plan was carried out before')
    expect(await run('apply --yes --allow updates')).toMatchObject({ code: 0 })
    expect(body('Hours')).toContain('At ten.')
  })

  test('nor when everything is again as it was when it was drawn', async () => {
    await run('apply --yes')
    at.write('content/articles/new.md', page('New', 'Fresh.'))
    await planned()
    await carriedOut()
    rmSync(path('content/articles/new.md'))
    await run('apply --yes --prune --allow deletes')
    at.write('content/articles/new.md', page('New', 'Fresh.'))
    await refused(5, 'this plan was carried out before')
  })
})

const flips = Number(process.env['SAVED_FLIPS'] ?? 200)

describe('a plan that was altered is refused before any request', () => {
  test(
    `one byte anywhere (seed ${seed})`,
    async () => {
      await planned()
      const whole = readFileSync(path('plan.json'))
      const asked = sandbox.requests().length
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
          const bytes = Buffer.from(whole)
          bytes[place] = (bytes[place] ?? 0) ^ flip
          writeFileSync(path('plan.json'), bytes)
          const { code, err } = await run('apply plan.json --yes')
          expect([5, 65]).toContain(code)
          expect(err).toContain('Nothing was written')
        }),
        { seed, numRuns: flips },
      )
      expect(sandbox.requests()).toHaveLength(asked)
      writeFileSync(path('plan.json'), whole)
      await carriedOut()
    },
    60_000 + flips * 500,
  )

  test.each([
    ['its JSON laid out otherwise', (text: string) => JSON.stringify(JSON.parse(text)), 5, 'altered since it was saved'],
    ['another title', (text: string) => text.replace('"after": "Hours"', '"after": "Pours"'), 5, 'altered since it was saved'],
    ['a change taken out', (text: string) => without(text), 5, 'altered since it was saved'],
    ['its end cut off', (text: string) => text.slice(0, -40), 5, 'altered since it was saved'],
    ['a newline added', (text: string) => `${text}\n`, 5, 'altered since it was saved'],
    ['a newer version', (text: string) => resealed(text.replace('"version": 1', '"version": 2')), 65, 'a newer content-sync'],
    ['no plan at all', () => '{"name":"bakery"}', 65, 'expected a plan saved with plan --out'],
    ['nothing in it', () => '', 65, 'expected a plan saved with plan --out'],
  ])('%s', async (_, alter, code, says) => {
    await planned()
    writeFileSync(path('plan.json'), alter(readFileSync(path('plan.json'), 'utf8')))
    const asked = sandbox.requests().length
    await refused(code, says)
    expect(sandbox.requests()).toHaveLength(asked)
  })

  test('a plan that was only printed cannot be carried out', async () => {
    const { out } = await run('plan --format json')
    writeFileSync(path('plan.json'), out)
    await refused(65, 'saved with plan --out')
  })

  test('one sealed anew by hand makes nothing but what would be made anyway', async () => {
    await planned()
    const text = readFileSync(path('plan.json'), 'utf8')
    const [{ proof } = { proof: '' }] = saved().changes
    writeFileSync(path('plan.json'), resealed(text.replace('"after": "Fees"', '"after": "Pours"').replace(proof, '0'.repeat(64))))
    const ended = await run('apply plan.json --yes --format json')
    expect([ended.code, said(ended).counts.conflict, said(ended).counts.applied]).toEqual([5, 1, 1])
    expect(body('Pours')).toBeUndefined()
    expect(sandbox.control.state().articles).toHaveLength(1)
  })
})

const without = (text: string): string => {
  const document = JSON.parse(text) as SavedPlanDocument
  return `${JSON.stringify({ ...document, changes: document.changes.slice(1) }, null, 2)}\n`
}
/** As somebody would seal it who read how it is done. */
const resealed = (text: string): string =>
  [...sealed([text.replace(/,\n {4}"seal": "[0-9a-f]{64}"/u, '').trimEnd()], (piece) => piece)].join('')

describe('a plan is for one workspace, one memory and one state of the files', () => {
  test('the token of another workspace is refused', async () => {
    await planned()
    const other = await startSandbox()
    at.write('sync.config.json', JSON.stringify({ workspaces: { live: { baseUrl: other.url } } }))
    await refused(77, 'the plan was drawn for workspace', other.token)
    expect(other.requests().filter(({ method }) => method !== 'GET')).toEqual([])
    await other.close()
  })

  test('so is another workspace by name; without a name it is the one of the plan', async () => {
    const both = { workspaces: { live: { baseUrl: sandbox.url }, staging: { baseUrl: sandbox.url } }, workspace: 'staging' }
    config(both)
    await planned('-w live')
    const ended = await run('apply plan.json --yes -w staging')
    expect([ended.code, ended.err]).toEqual([77, expect.stringContaining('drawn for workspace live')])
    await carriedOut()
    expect(await run('plan -w live --detailed-exitcode')).toMatchObject({ code: 0 })
  })

  test('a run in between makes it stale', async () => {
    await run('apply --yes')
    at.write('content/articles/new.md', page('New', 'Fresh.'))
    await planned()
    at.write('content/articles/other.md', page('Other', 'Sooner.'))
    await run('apply --yes --only other')
    rmSync(path('content/articles/other.md'))
    await refused(5, 'the memory moved on since the plan was drawn')
  })

  test.each([
    [
      'an edited file',
      () => {
        at.write('content/articles/hours.md', page('Hours', 'At ten.'))
      },
      'content/articles/hours.md says',
    ],
    [
      'a new file',
      () => {
        at.write('content/articles/new.md', page('New', 'Fresh.'))
      },
      'content/articles/new.md says',
    ],
    [
      'a file less',
      () => {
        rmSync(path('content/articles/fees.md'))
      },
      '1 that was there is gone',
    ],
    [
      'a broken file',
      () => {
        at.write('content/articles/fees.md', '---\ntitle: [\n---\n')
      },
      'content/articles/fees.md says',
    ],
    [
      'other bytes of an image',
      () => {
        at.write('content/articles/oven.svg', `${svg} `)
      },
      'content/articles/about.md says',
    ],
    [
      'an image less',
      () => {
        rmSync(path('content/articles/oven.svg'))
      },
      'content/articles/about.md says',
    ],
    [
      'other ignore rules',
      () => {
        at.write('.syncignore', 'drafts/\n')
      },
      'ignore rules',
    ],
  ])('%s makes it stale, and is named', async (_, change, says) => {
    at.write('content/articles/oven.svg', svg)
    at.write('content/articles/about.md', page('About', '![The oven](oven.svg)'))
    await planned()
    change()
    await refused(5, says)
  })

  test('a file that was only laid out otherwise does not, nor one the plan does not look at', async () => {
    at.write('content/snippets/ice.md', page('Ice', 'None.'))
    await planned('--only articles')
    at.write('content/articles/hours.md', '---\n# as the sign says\ntitle: "Hours"\n---\n\n\nAt nine.\n')
    at.write('content/snippets/ice.md', page('Ice', 'Some.'))
    await carriedOut()
    expect(sandbox.control.state().snippets).toEqual([])
    expect(sandbox.control.state().articles).toHaveLength(2)
  })

  test('it is carried out by the rules it was drawn with, whatever the config says by now', async () => {
    await run('apply --yes')
    rmSync(path('content/articles/fees.md'))
    await planned('--prune --allow deletes')
    config({ prune: false, limits: { deletes: 0 }, defaults: { state: 'published' } })
    await carriedOut()
    expect(sandbox.control.state().articles).toHaveLength(1)
    const { runs } = JSON.parse((await run('ledger history --format json')).out) as {
      runs: { flags: string[] }[]
    }
    expect(runs[0]).toMatchObject({ flags: ['--prune', '--allow deletes'] })
  })

  test('a plan that apply would refuse is refused, a part of it too', async () => {
    for (let n = 0; n < 10; n += 1) at.write(`content/articles/old-${n}.md`, page(`Old ${n}`, 'Gone soon.'))
    await run('apply --yes')
    for (let n = 0; n < 10; n += 1) rmSync(path(`content/articles/old-${n}.md`))
    expect(await run('plan --prune --out plan.json')).toMatchObject({ code: 0 })
    for (let n = 0; n < 9; n += 1) await theirs(`Old ${n}`, { title: `Dear ${n}` })
    await refused(3, 'nothing was written')
    expect(sandbox.control.state().articles).toHaveLength(12)
  })
})

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'

test('flags that would make it another plan are wrong usage, and so is a file that is not there', async () => {
  await planned()
  const asked = sandbox.requests().length
  for (const flag of [
    '--prune',
    '--keep-going',
    '--retry-blocked',
    '--apply-audience-to-existing',
    '--allow deletes',
    '--only articles',
  ]) {
    const { code, err } = await run(`apply plan.json --yes ${flag}`)
    expect([code, err]).toEqual([64, expect.stringContaining(`Plan again with ${flag.split(' ')[0] ?? ''}`)])
  }
  expect(await run('apply none.json --yes')).toMatchObject({ code: 64 })
  expect(sandbox.requests()).toHaveLength(asked)
})

describe('nothing but the plan is carried out', () => {
  test('what changed in Intercom since is no part of it, and is counted', async () => {
    config({ drift: 'restore' })
    await run('apply --yes')
    at.write('content/articles/new.md', page('New', 'Fresh.'))
    await planned()
    await theirs('Fees', { body: '<p>Theirs.</p>' })
    const ended = await run('apply plan.json --yes')
    expect([ended.code, ended.err]).toEqual([0, expect.stringContaining('1 further change since the plan is not part of it')])
    expect([body('Fees'), body('New')]).toEqual([expect.stringContaining('Theirs.'), expect.stringContaining('Fresh.')])
  })

  test('what a teammate wrote after everything was listed, while the first change was on its way, stays', async () => {
    await run('apply --yes')
    at.write('content/articles/hours.md', page('Hours', 'At ten.'))
    rmSync(path('content/articles/fees.md'))
    await planned('--prune --allow deletes --allow updates')
    // deletes come after updates
    watch = async ({ phase, method }) => {
      if (phase !== 'arrived' || method !== 'PUT') return
      watch = () => undefined
      await theirs('Fees', { body: '<p>Theirs.</p>' })
    }
    const ended = await run('apply plan.json --yes --format json')
    expect([ended.code, said(ended).counts.applied, said(ended).counts.conflict]).toEqual([5, 1, 1])
    expect([body('Hours'), body('Fees')]).toEqual([expect.stringContaining('At ten.'), expect.stringContaining('Theirs.')])
    expect((await run('plan --prune')).out).toContain('an edit beats a delete')
  })

  test('looking again right before each write is in its cost, and no more is sent than that', async () => {
    await run('apply --yes')
    at.write('content/articles/hours.md', page('Hours', 'At ten.'))
    at.write('content/articles/one.md', page('One', '[Two](two.md)'))
    at.write('content/articles/two.md', page('Two', '[One](one.md)'))
    rmSync(path('content/articles/fees.md'))
    await planned('--prune --allow deletes --allow updates')
    const before = sandbox.requests().length
    await carriedOut()
    const sent = sandbox.requests().slice(before)
    const single = sent.filter(({ method, route }) => method === 'GET' && route === '/articles/{id}')
    expect(saved().cost.requests).toBe(sent.filter(({ method }) => method !== 'GET').length + single.length)
    expect(single).toHaveLength(3)
    expect(await run('plan --prune --detailed-exitcode')).toMatchObject({ code: 0 })
  })

  test('what a teammate wrote between the making of a page and the closing of its links stays', async () => {
    at.write('content/articles/one.md', page('One', '[Two](two.md)'))
    at.write('content/articles/two.md', page('Two', '[One](one.md)'))
    await planned()
    const told = new Set<string>()
    watch = async ({ phase, method }) => {
      if (phase !== 'done' || method !== 'POST' || body('One') === undefined || told.has('One')) return
      told.add('One')
      await theirs('One', { body: '<p>Theirs.</p>' })
      await theirs('Two', { body: '<p>Theirs.</p>' })
    }
    const ended = await run('apply plan.json --yes --format json')
    expect([ended.code, said(ended).counts.conflict]).toEqual([5, 1])
    expect(body('One')).toContain('Theirs.')
  })

  test('what moved and was edited in Intercom meanwhile is still remembered where it was', async () => {
    await run('apply --yes')
    at.write('content/articles/times/hours.md', page('Hours', 'At nine.'))
    rmSync(path('content/articles/hours.md'))
    await planned()
    await theirs('Hours', { title: 'Theirs' })
    const ended = await run('apply plan.json --yes --format json')
    expect(
      said(ended)
        .outcomes.filter(({ status }) => status === 'conflict')
        .map(({ key }) => key),
    ).toEqual(['times/hours'])
    expect((await run('ledger show')).out).not.toContain('times/hours')
  })

  test('what the plan left out is left out, and the exit code says so', async () => {
    await run('apply --yes')
    at.write('content/articles/hours.md', page('Hours', 'At ten.'))
    at.write('content/articles/fees.md', page('Fees', 'One.'))
    await theirs('Hours', { body: '<p>Theirs.</p>' })
    expect(await run('plan --allow updates --out plan.json')).toMatchObject({ code: 5 })
    expect(await run('apply plan.json --yes')).toMatchObject({ code: 5 })
    expect([body('Hours'), body('Fees')]).toEqual([expect.stringContaining('Theirs.'), expect.stringContaining('One.')])
  })

  test('who says no has not spent it; a plan without changes is no trouble', async () => {
    await planned()
    const asked = (answer: string): Promise<Ended> =>
      at.run('apply plan.json', { env: { INTERCOM_ACCESS_TOKEN: sandbox.token }, answer })
    expect(await asked('no')).toMatchObject({ code: 1 })
    expect(writes()).toBe(0)
    expect(await asked('yes')).toMatchObject({ code: 0 })
    await planned()
    expect(await run('apply plan.json --yes')).toMatchObject({ code: 0, out: expect.stringContaining('no changes') as string })
  })

  test('--dry-run says what of it would be done, and writes nothing', async () => {
    await planned()
    const before = writes()
    const ended = await run('apply plan.json --dry-run')
    expect([ended.code, ended.out]).toEqual([0, expect.stringContaining('2 to create')])
    expect(writes()).toBe(before)
    await carriedOut()
  })
})

test('a saved plan holds no token and no signature, says that it fits its schema, and is whole all the same', async () => {
  const hosted = 'https://downloads.intercomcdn.com/i/o/1/oven.png?expires=1790000000&signature=0123abcd&req=xyz'
  at.write('content/articles/hours.md', page('Hours', `The key is ${sandbox.token}. ![Oven](${hosted})`))
  await planned()
  const text = readFileSync(path('plan.json'), 'utf8')
  expect(text).not.toContain(sandbox.token)
  expect(text).not.toContain('signature=')
  expect(text).toContain('[redacted]')
  expect(misfits('saved-plan', text)).toEqual([])
  expect(misfits('plan', text)).toEqual([])
  await carriedOut()
  expect(body('Hours')).toContain(sandbox.token)
  expect(await run('plan --detailed-exitcode')).toMatchObject({ code: 0 })
})
