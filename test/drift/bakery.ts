import { expect } from 'vitest'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from '../commands/desk.ts'

export const ana = 'ana@example.com'
export const robin = 'robin@example.com'
/** ids of the sandbox's first teammates */
export const ids = { robin: '1001', ana: '1002', noor: '1003' } as const

/** A repository that was applied to a workspace, and teammates with a browser. */
export interface Counter {
  readonly desk: Desk
  readonly sandbox: Sandbox
  run(args: string, given?: Parameters<Desk['run']>[1]): Promise<Ended>
  apply(args?: string): Promise<void>
  /** what a teammate does in the browser */
  web(
    who: string,
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: Record<string, unknown>,
  ): Promise<Record<string, unknown>>
  /** the id an object has in the workspace, by its title or name */
  id(table: 'articles' | 'snippets' | 'collections' | 'folders', title: string): string
  close(): Promise<void>
}

export const pages: Readonly<Record<string, string>> = {
  'content/articles/orders/_collection.yaml': 'name: Orders\n',
  'content/articles/orders/pickup.md':
    '---\ntitle: Pick up your bread\nstate: published\ntags: [orders]\n---\n\nWe open at ten. Ring the bell.\n',
  'content/articles/orders/pickup.fr.md': '---\ntitle: Venez chercher\n---\n\nNous ouvrons.\n',
  'content/articles/orders/fees.md': '---\ntitle: Fees\n---\n\nOne more for small orders.\n',
  'content/articles/us.md': '---\ntitle: About us\n---\n\nBakers since 1912.\n',
  'content/snippets/hours.md': '---\ntitle: When do you open?\n---\n\nAt nine.\n',
}

/** Opens a counter: everything is applied, the clock of the workspace is a minute later. */
export async function counter(files: Readonly<Record<string, string>> = pages, options: SandboxOptions = {}): Promise<Counter> {
  const sandbox = await startSandbox({ limit: '1000000/10s', ...options })
  const config = { workspaces: { live: { baseUrl: sandbox.url } } }
  const place = desk({ 'sync.config.json': JSON.stringify(config), ...files })
  const run: Counter['run'] = (args, given = {}) =>
    place.run(args, { ...given, env: { INTERCOM_ACCESS_TOKEN: sandbox.token, ...given.env } })
  const apply = async (args = ''): Promise<void> => {
    const done = await run(`apply --yes ${args}`)
    expect(done.code, done.out + done.err).toBe(0)
    sandbox.control.advance(60_000)
  }
  await apply()
  return {
    desk: place,
    sandbox,
    run,
    apply,
    async web(who, method, path, body = {}) {
      const answer = await sandbox.control.edit({ method, path, body, admin: who })
      expect(answer.status, JSON.stringify(answer)).toBeLessThan(300)
      return (answer.body ?? {}) as Record<string, unknown>
    },
    id(table, title) {
      const { [table]: rows } = sandbox.control.state()
      const named = rows.find((row) => JSON.stringify(row).includes(JSON.stringify(title)))
      if (named === undefined) throw new Error(`no ${title} in ${table}`)
      return String(named.id)
    },
    async close() {
      await sandbox.close()
      place.clean()
    },
  }
}
