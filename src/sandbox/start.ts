import { createAdaptorServer } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { application } from './app.ts'
import { controlOf } from './control.ts'
import type { Sandbox, SandboxOptions } from './options.ts'
import { rateWindow } from './rate.ts'
import type { Runtime } from './runtime.ts'
import { seed } from './seed.ts'
import { openStore, type Store } from './store.ts'
import { striking } from './strike.ts'
import { withDefaults } from './switches.ts'
import { postman } from './webhooks.ts'
import { hexFrom, type Workspace } from './workspace.ts'

const firstId = 1001

/** Starts a local Intercom on a loopback port; resolves once it listens. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.now ?? Date.now
  const store = openStore(options.data, options.fresh === true, firstId)
  seed(store, options.seed ?? {}, options.token, Math.floor(clock() / 1000))
  const runtime = runtimeOf(store, options, clock)
  const control = controlOf(runtime)
  const app = application(runtime, control)
  const server = createAdaptorServer({ fetch: app.fetch, hostname: '127.0.0.1' }) as Server
  const port = await listening(server, options.port ?? 0)
  const url = `http://127.0.0.1:${port}`
  const { token, readToken, workspaceId } = runtime.workspace.meta
  return {
    url,
    token,
    readToken,
    workspaceId,
    helpCenter: `${url}/help`,
    control,
    requests: () => runtime.log,
    close: async () => {
      runtime.postman.close()
      server.closeAllConnections()
      await new Promise<void>((resolve, reject) => {
        server.close((error) => {
          if (error === undefined) resolve()
          else reject(error)
        })
      })
      store.close()
    },
  }
}

function runtimeOf(store: Store, options: SandboxOptions, clock: () => number): Runtime {
  const meta = store.get('meta', 0)
  if (meta === undefined) throw new Error('the store holds no workspace')
  const workspace: Workspace = {
    store,
    meta,
    get switches() {
      return runtime.switches
    },
    now: () => clock() + runtime.offset,
    stamp: () => Math.floor((clock() + runtime.offset) / 1000),
    // another start, other digits: a signature of the last run must not come again
    hex: hexFrom(`${meta.workspaceId} ${clock()}`),
  }
  const runtime: Runtime = {
    workspace,
    log: [],
    take: rateWindow(options.limit ?? '1667/10s'),
    faults: striking(options.faults ?? [], clock()),
    switches: withDefaults(options.switches ?? {}),
    sleep: options.sleep ?? ((ms) => wait(ms)),
    offset: 0,
    arrived: 0,
    watch: options.watch,
    postman: postman(() => runtime),
  }
  return runtime
}

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
