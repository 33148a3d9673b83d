import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { shop, type Said, type Shop } from '../journeys/command.ts'

/** The built command in a repository, with a sandbox as the live workspace. */
export interface Live {
  readonly at: Shop
  readonly sandbox: Sandbox
  run(...args: readonly string[]): Promise<Said>
  /** writing requests the sandbox saw */
  writes(): string[]
  close(): Promise<void>
}

/** Opens a repository with files and a sandbox of its own. */
export async function live(files: Readonly<Record<string, string>>, options: SandboxOptions = {}): Promise<Live> {
  const sandbox = await startSandbox({ limit: '1000000/10s', ...options })
  const at = shop({ ...files, 'sync.config.json': JSON.stringify({ workspaces: { live: { baseUrl: sandbox.url } } }) })
  return {
    at,
    sandbox,
    run: (...args) => at.start(args, { INTERCOM_ACCESS_TOKEN: sandbox.token }).ended,
    writes: () =>
      sandbox
        .requests()
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path}`),
    close: async () => {
      at.close()
      await sandbox.close()
    },
  }
}
