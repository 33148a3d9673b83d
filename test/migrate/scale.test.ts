import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSandbox, type Fault, type Moment, type Sandbox } from '../../src/sandbox/index.ts'
import { runner, type Runner } from '../reliability/machine/runner.ts'
import { seed } from '../reliability/world/chosen.ts'
import { differing, portrait } from './scale-portrait.ts'
import { draw } from './scale-words.ts'
import { fill, home, locales, sizesFor } from './scale-world.ts'

const articles = Number(process.env['MIGRATE_SCALE'] ?? 40)
const kills = Number(process.env['MIGRATE_KILLS'] ?? 2)
const sizes = sizesFor(articles)
const hours = 3 * 3_600_000

/** A share of what is sent goes wrong: answers are lost, requests die before they arrive, the service fails, throttles, and says nonsense of its budget. */
const trouble = (share: number): Fault[] => [
  { on: { method: 'POST', path: '^/(articles|help_center|tags|folders|content_snippets)', chance: share }, do: 'reset-after' },
  { on: { method: 'POST', path: '^/(articles|help_center|tags|folders|content_snippets)', chance: share }, do: 'drop-after' },
  { on: { method: 'POST', chance: share }, do: { status: 502, raw: '<html>' } },
  { on: { method: 'POST', chance: share }, do: 'reset-before' },
  { on: { method: 'PUT', chance: share }, do: 'drop-after' },
  { on: { method: 'PUT', chance: share }, do: { status: 503 } },
  { on: { method: 'GET', chance: share * 3 }, do: { status: 500 } },
  { on: { method: 'GET', chance: share }, do: { cut: 0.4 } },
  { on: { chance: share }, do: { status: 429, code: 'rate_limit_exceeded', headers: { 'Retry-After': '0' } } },
  { on: { chance: share }, do: { headers: { 'X-RateLimit-Reset': 'soon' } } },
]

const tokens = { INTERCOM_ACCESS_TOKEN_OLD: 'token-of-the-old-one', INTERCOM_ACCESS_TOKEN_NEW: 'token-of-the-new-one' }
const pair = ['migrate', '--from', 'old', '--to', 'new'] as const

describe(`${articles} articles in three languages move while the network and the service fail and the run is killed ${kills} times (MIGRATE_SCALE, MIGRATE_KILLS; FC_SEED=${seed})`, () => {
  let root: string
  let old: Sandbox
  let fresh: Sandbox
  let steady: Runner
  let writes = 0
  const hold: { strike?: (moment: Moment) => Promise<void> } = {}
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'content-sync-scale-'))
    await fill(join(root, 'old'), sizes, seed)
    old = await startSandbox({ data: join(root, 'old') })
    fresh = await startSandbox({
      token: tokens.INTERCOM_ACCESS_TOKEN_NEW,
      seed: { helpCenter: 'is', locales },
      watch: async (moment) => {
        if (moment.method === 'GET' || moment.phase !== 'arrived') return
        writes += 1
        await hold.strike?.(moment)
      },
    })
    const workspaces = { old: { baseUrl: old.url }, new: { baseUrl: fresh.url } }
    writeFileSync(join(root, 'sync.config.json'), JSON.stringify({ workspace: 'old', workspaces }))
    steady = await runner(root, tokens)
  }, hours)
  afterAll(async () => {
    await steady.close()
    await Promise.all([old.close(), fresh.close()])
    rmSync(root, { recursive: true, force: true })
  })

  const verdict = (out: string): string => out.trimEnd().split('\n').at(-1) ?? ''
  const posts = (route: string): number =>
    fresh.control.log().filter((each) => each.method === 'POST' && each.route === route && each.done).length

  test('every page arrives once, in every language, and nothing tells from where', { timeout: hours }, async () => {
    const share = articles > 1000 ? 0.005 : 0.02
    const from = draw(seed)
    // at random, one in each stretch of about as many writes as there are
    const stretch = Math.ceil((articles * 1.4) / kills)
    const moments = Array.from({ length: kills }, (_, n) => 1 + n * stretch + from.upTo(stretch))
    old.control.faults({ seed, faults: trouble(share).filter(({ on }) => on.method !== 'POST' && on.method !== 'PUT') })
    fresh.control.faults({ seed, faults: trouble(share) })
    for (const moment of moments) {
      const mortal = await runner(root, tokens)
      const run = mortal.run(...pair, '--yes', '--accept', 'existing')
      hold.strike = async () => {
        if (writes < moment) return
        mortal.child.kill('SIGKILL')
        await run
      }
      const { code } = await run
      console.log(code === -1 ? `killed at write ${writes}` : `ended before write ${moment}`)
      delete hold.strike
      await mortal.close()
    }
    let code = -1
    for (let n = 0; n < 12 && code !== 0; n += 1) {
      if (n === 8) fresh.control.faults([])
      const ended = await steady.run(...pair, '--yes', '--accept', 'existing')
      code = ended.code
      console.log(`run ${n + 1}: ${code} ${verdict(ended.out)}`)
    }
    expect(code).toBe(0)
    fresh.control.faults([])
    old.control.faults([])
    const made = fresh.control.state()
    const was = old.control.state()
    // tags may be asked for twice: the same name is the same tag
    expect({
      articles: [made.articles.length, posts('/articles')],
      collections: [made.collections.length, posts('/help_center/collections')],
      snippets: [made.snippets.length, posts('/content_snippets')],
      folders: [made.folders.length, posts('/folders')],
    }).toEqual({
      articles: [was.articles.length, was.articles.length],
      collections: [was.collections.length, was.collections.length],
      snippets: [was.snippets.length, was.snippets.length],
      folders: [was.folders.length, was.folders.length],
    })
  })

  test('every link leads to the same page, language and heading, every picture is the same (R36)', () => {
    const before = portrait(old.control.state(), home)
    const after = portrait(fresh.control.state(), 'https://intercom.help/is')
    expect(before.links).toBe(sizes.links)
    expect([after.links, before.astray, after.astray]).toEqual([before.links, [], []])
    expect(differing(before.texts, after.texts)).toEqual([])
    expect(differing(before.objects, after.objects)).toEqual([])
    expect([after.texts.size, after.objects.size]).toEqual([before.texts.size, before.objects.size])
    const html = fresh.control.state().articles.flatMap(({ contents }) => Object.values(contents).map(({ body }) => body.html))
    expect(html.filter((text) => text.includes(home) || text.includes('signature='))).toEqual([])
  })

  test('a second run finds nothing, and the comparison no difference (R45)', { timeout: hours }, async () => {
    const again = await steady.run(...pair, '--yes')
    expect([again.code, verdict(again.out)]).toEqual([0, expect.stringMatching(/^new: no changes/u)])
    const compared = await steady.run(...pair, '--parity')
    expect([compared.code, verdict(compared.out)]).toEqual([
      0,
      expect.stringMatching(/^0 differences, 0 links back, 0 broken links/u),
    ])
    const most = /VmHWM:\s+(\d+)/u.exec(readFileSync(`/proc/${String(steady.child.pid)}/status`, 'utf8'))?.[1]
    console.log(`${verdict(compared.out)}; peak of the command: ${Math.round(Number(most) / 1024)} MB`)
  })

  test('one page in a hundred is edited: exactly those are written again (R46)', { timeout: hours }, async () => {
    const from = draw(seed + 1)
    const rows = old.control.state().articles
    const edited = [...new Set(Array.from({ length: Math.ceil(articles / 100) + 1 }, () => from.pick(rows)))]
    for (const [n, row] of edited.entries()) {
      const fr = `${row.contents['fr']?.body.html ?? ''}<p>Nouveau ${n}.</p>`
      const body = n % 2 === 0 ? { title: `Edited ${n}` } : { translated_content: { fr: { body: fr } } }
      const { status } = await old.control.edit({
        path: `/articles/${row.id}`,
        method: 'PUT',
        body,
        admin: 'robin@example.com',
      })
      expect(status).toBe(200)
    }
    fresh.control.clearLog()
    const delta = await steady.run(...pair, '--yes')
    expect([delta.code, verdict(delta.out)]).toEqual([0, expect.stringContaining(`${edited.length} applied`)])
    const sent = fresh.control.log().filter(({ method }) => method !== 'GET')
    expect(sent.map(({ method, route }) => `${method} ${route ?? ''}`)).toEqual(edited.map(() => 'PUT /articles/{id}'))
    const before = portrait(old.control.state(), home)
    const after = portrait(fresh.control.state(), 'https://intercom.help/is')
    expect(differing(before.objects, after.objects)).toEqual([])
    expect(differing(before.texts, after.texts)).toEqual([])
    const quiet = await steady.run(...pair, '--yes')
    expect([quiet.code, verdict(quiet.out)]).toEqual([0, expect.stringMatching(/^new: no changes/u)])
  })
})
