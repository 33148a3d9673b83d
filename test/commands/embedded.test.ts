import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { embedded } from '../../src/commands/embedded.ts'
import { desk } from './desk.ts'

describe('one folder never has two sandboxes', () => {
  let data: string
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'content-sync-'))
  })
  afterEach(() => {
    rmSync(data, { recursive: true, force: true })
  })
  const open = (): ReturnType<typeof embedded> => embedded(data, {}, (ms) => setTimeout(ms))

  it('of many that start at once one runs it and the others join', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, open))
    expect(new Set(all.map(({ url }) => url)).size).toBe(1)
    expect(all.filter(({ others }) => !others)).toHaveLength(1)
    for (const one of all) await one.close()
  })

  it('one that died without a word is replaced, with what it held', async () => {
    const first = await open()
    await fetch(`${first.url}/tags`, {
      method: 'POST',
      headers: { authorization: `Bearer ${first.token}`, 'intercom-version': 'Preview', 'content-type': 'application/json' },
      body: '{"name":"rye"}',
    })
    await first.close()
    writeFileSync(join(data, 'running.json'), JSON.stringify({ url: first.url, token: first.token, helpCenter: '' }))
    const second = await open()
    expect(second.others).toBe(false)
    expect(second.token).toBe(first.token)
    const tags = await fetch(`${second.url}/tags`, {
      headers: { authorization: `Bearer ${second.token}`, 'intercom-version': 'Preview' },
    })
    expect(JSON.stringify(await tags.json())).toContain('rye')
    await second.close()
  })

  it('one that died while it started is replaced after a while', async () => {
    writeFileSync(join(data, 'running.json'), '')
    const started = await open()
    expect(started.others).toBe(false)
    await started.close()
  })
})

it('who has two sandboxes is told how to look at the one that was written', async () => {
  const config = { workspace: 'sandbox', workspaces: { sandbox: { sandbox: true }, other: { sandbox: true } } }
  const at = desk({ 'content/articles/rye.md': '---\ntitle: Rye\n---\n\nDark.\n', 'sync.config.json': JSON.stringify(config) })
  const told = async (args: string): Promise<string | undefined> =>
    (await at.run(args)).out.split('\n').find((line) => line.startsWith('look at it'))
  expect(await told('apply --yes')).toBe('look at it: content-sync sandbox')
  expect(await told('apply --yes -w other')).toBe('look at it: content-sync sandbox -w other')
  expect((await at.run('plan -w other')).out).toContain('no changes')
  at.clean()
})

it('who has one sandbox of another name is told its name: without one another sandbox would be opened, and empty', async () => {
  const config = { workspace: 'play', workspaces: { play: { sandbox: true } } }
  const at = desk({ 'content/articles/rye.md': '---\ntitle: Rye\n---\n\nDark.\n', 'sync.config.json': JSON.stringify(config) })
  expect((await at.run('apply --yes')).out).toContain('look at it: content-sync sandbox -w play\n')
  at.clean()
})
