import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { rulesOf, type Wishes } from '../../../src/commands/draw.ts'
import type { Conflicts } from '../../../src/commands/pull/merging.ts'
import { pulling, remember, type Differing, type Pulling } from '../../../src/commands/pull/pulling.ts'
import type { Rules } from '../../../src/plan/index.ts'
import { put, type FilesWorld, type Places } from '../../../src/sides/files/index.ts'
import { hostedAt } from '../../../src/sides/workspace/index.ts'
import { house, type House } from '../../house/house.ts'

/** A house in which people edit in Intercom, too, and pull what they did. */
export interface Bakery extends House {
  read(path: string): string
  /** a write as a teammate makes it in Intercom */
  web(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body: Record<string, unknown>): Promise<Record<string, unknown>>
  id(key: string): Promise<string>
  /** `pull --merge`, as the command does it; `merge: false` is `pull` */
  pull(how?: { merge?: boolean; conflicts?: Conflicts; wishes?: Partial<Wishes> }): Promise<Pulled>
  /** what a plan would do: `update article:bread body` */
  planned(): Promise<string[]>
  /** applies, and demands that nothing is left to do or to say */
  settled(): Promise<void>
  /** the words of an article's body as Intercom has it */
  body(id: string): Promise<string>
}

export type Pulled = Pulling & { readonly differing: readonly Differing[] }

const hosted = (image: string): string => (image.startsWith('cdn:') ? hostedAt(image) : image)

export async function bakery(): Promise<Bakery> {
  const home = await house()
  const pull: Bakery['pull'] = async ({ merge = true, conflicts = 'markers', wishes = {} } = {}) => {
    const drawing = await home.plan(wishes)
    const files = drawing.files as FilesWorld & { places: Places }
    const rules: Rules = {
      ...rulesOf(drawing.wishes, drawing.workspace, drawing.ledger),
      defaults: {},
      roots: files.rootsDigest,
      ...(merge ? { merge: true } : {}),
    }
    const options = {
      root: home.root,
      content: { articles: 'content/articles', snippets: 'content/snippets' },
      settings: 'config',
      locales: { default: 'en', layout: 'suffix' as const },
    }
    const found = pulling(files, drawing.workspace, drawing.matched, rules, hosted, options, conflicts)
    put(home.root, found.writings)
    const now = (await home.plan()).files
    const differing = remember(found, now, drawing.workspace, rules, hosted, drawing.ledger)
    await drawing.ledger.save()
    return { ...found, differing }
  }
  const planned: Bakery['planned'] = async () => {
    const { plan } = await home.plan()
    return [
      ...plan.findings.filter(({ severity }) => severity === 'error').map(({ rule, file, line }) => `${rule} ${file}:${line}`),
      ...plan.levels.flat().map((change) => {
        const ref = change.verb === 'delete' ? change.from : change.verb === 'forget' ? change.ref : change.to
        return `${change.verb} ${ref.kind}:${ref.key}${change.verb === 'update' ? ` ${change.fields.join(',')}` : ''}`
      }),
      ...plan.beside.map(({ why, kind, key }) => `${why} ${kind}:${key}`),
    ]
  }
  const web: Bakery['web'] = async (method, path, body) => {
    if (method === 'GET') {
      const headers = { authorization: `Bearer ${home.sandbox.token}`, 'intercom-version': 'Preview' }
      return (await (await fetch(`${home.sandbox.url}${path}`, { headers })).json()) as Record<string, unknown>
    }
    const answer = await home.sandbox.control.edit({ method, path, body, admin: 'ana@example.com' })
    expect(answer.status, JSON.stringify(answer)).toBeLessThan(300)
    return answer.body as Record<string, unknown>
  }
  return {
    ...home,
    pull,
    planned,
    read: (path) => readFileSync(join(home.root, path), 'utf8'),
    web,
    id: async (key) => (await home.plan()).matched.bound.get(key)?.live?.key.slice(1) ?? '',
    settled: async () => {
      await home.apply()
      expect(await planned()).toEqual([])
    },
    body: async (id) =>
      String((await web('GET', `/articles/${id}`, {}))['body'])
        .replaceAll(/<[^>]*>/gu, ' ')
        .replaceAll(/\s+/gu, ' ')
        .trim(),
  }
}
