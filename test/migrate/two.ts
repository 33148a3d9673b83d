import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from '../commands/desk.ts'

/** Two workspaces over real HTTP and a desk from which both can be reached. */
export interface Two {
  readonly desk: Desk
  readonly old: Sandbox
  readonly new: Sandbox
  run(args: string, given?: { answer?: string; stop?: AbortSignal }): Promise<Ended>
  /** an edit as a teammate makes it in the browser; answers the object */
  edit(side: 'old' | 'new', method: 'POST' | 'PUT' | 'DELETE', path: string, body?: Record<string, unknown>): Promise<Item>
  close(): Promise<void>
}

type Item = Readonly<Record<string, unknown>> & { readonly id: string | number }

/** A teammate of both workspaces; 1002 in either. */
export const ana = 'ana@example.com'

const fast = { limit: '1000000/10s' } as const

/** `old` is empty until something is applied to it; `sample` puts the sample help center into it. */
export async function two(
  options: { readonly old?: SandboxOptions; readonly new?: SandboxOptions; readonly config?: Record<string, unknown> } = {},
): Promise<Two> {
  const [old, fresh] = await Promise.all([
    startSandbox({ ...fast, ...options.old, seed: { helpCenter: 'was', ...options.old?.seed } }),
    startSandbox({ ...fast, ...options.new, seed: { helpCenter: 'is', ...options.new?.seed } }),
  ])
  const home = desk({
    'sync.config.json': JSON.stringify({
      workspace: 'old',
      workspaces: { old: { baseUrl: old.url }, new: { baseUrl: fresh.url } },
      pace: { leave: '0%', mode: 'burst' },
      ...options.config,
    }),
  })
  const env = { INTERCOM_ACCESS_TOKEN_OLD: old.token, INTERCOM_ACCESS_TOKEN_NEW: fresh.token }
  return {
    desk: home,
    old,
    new: fresh,
    run: (args, given = {}) => home.run(args, { ...given, env }),
    edit: async (side, method, path, body = {}) => {
      const answer = await (side === 'old' ? old : fresh).control.edit({ method, path, body, admin: ana })
      if (answer.status >= 300) throw new Error(JSON.stringify(answer))
      return answer.body as Item
    },
    close: async () => {
      home.clean()
      await Promise.all([old.close(), fresh.close()])
    },
  }
}

const project = fileURLToPath(new URL('../../', import.meta.url))

/** Puts the sample help center of this project into a desk. */
export function sample({ root }: Desk): void {
  for (const folder of ['content', 'config']) cpSync(join(project, folder), join(root, folder), { recursive: true })
}
