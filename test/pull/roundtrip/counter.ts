import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from '../../commands/desk.ts'

/** A repository beside a sandbox over real HTTP, and the command as the door runs it. */
export interface Counter {
  readonly desk: Desk
  readonly sandbox: Sandbox
  /** runs a command and answers what it said; fails on an exit code that was not expected */
  run(args: string, code?: number): Promise<Ended>
  /** an edit of a teammate in Intercom's own editor */
  web(method: 'POST' | 'PUT' | 'DELETE', path: string, body: Record<string, unknown>): Promise<Record<string, unknown>>
  article(title: string, body: string, more?: Record<string, unknown>): Promise<string>
  /** the texts of all files of content and settings, by path */
  files(): ReadonlyMap<string, string>
  /** takes away all files of content and settings, and with `memory` what is remembered of the workspace */
  empty(memory: boolean): void
  /** plans, and demands that there is nothing to do, to decide or to complain about */
  quiet(): Promise<void>
  close(): Promise<void>
}

interface Planned {
  readonly changes: readonly unknown[]
  readonly beside: readonly unknown[]
  readonly findings: readonly { readonly severity: string }[]
}

const folders = ['content', 'config'] as const

/** Opens a counter; `config` is added to its config. */
export async function counter(config: Record<string, unknown> = {}, options: SandboxOptions = {}): Promise<Counter> {
  const sandbox = await startSandbox({ limit: '1000000/10s', ...options })
  const place = desk({
    'sync.config.json': JSON.stringify({
      workspaces: { bakery: { baseUrl: sandbox.url } },
      pace: { mode: 'burst' },
      limits: { deletes: '100%', updates: '100%' },
      ...config,
    }),
  })
  const run: Counter['run'] = async (args, code = 0) => {
    const ended = await place.run(args, { env: { INTERCOM_ACCESS_TOKEN: sandbox.token } })
    expect(ended.code, `${args}\n${ended.out}\n${ended.err}`).toBe(code)
    return ended
  }
  const web: Counter['web'] = async (method, path, body) => {
    const answer = await sandbox.control.edit({ method, path, body, admin: 'ana@example.com' })
    expect(answer.status, JSON.stringify(answer).slice(0, 500)).toBeLessThan(300)
    return answer.body as Record<string, unknown>
  }
  return {
    desk: place,
    sandbox,
    run,
    web,
    article: async (title, body, more = {}) =>
      String((await web('POST', '/articles', { title, body, author_id: 1002, state: 'published', ...more }))['id']),
    files: () =>
      new Map(
        folders
          .flatMap((folder) => listed(join(place.root, folder)).map((path) => join(folder, path)))
          .map((path) => [path, readFileSync(join(place.root, path), 'latin1')]),
      ),
    empty: (memory) => {
      for (const folder of [...folders, ...(memory ? ['.content-sync'] : [])])
        rmSync(join(place.root, folder), { recursive: true, force: true })
    },
    quiet: async () => {
      const { out } = await run('plan --prune -f json')
      const { changes, beside, findings } = JSON.parse(out) as Planned
      expect([changes, beside, findings.filter(({ severity }) => severity === 'error')]).toEqual([[], [], []])
    },
    close: async () => {
      await sandbox.close()
      place.clean()
    },
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
