import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { relative } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Backend } from './backend.ts'
import { inGitAt } from './git.ts'
import { gitHost } from './host.ts'

/** Memories in git whose remote is reached over a wire. */
export interface Hosted {
  readonly backends: readonly Backend[]
  close(): Promise<void>
}

const below = (remote: string): string => relative(tmpdir(), remote)

/** Over http with a token; over git's own protocol as well where `GIT_WIRES=all`. */
export async function hosted(): Promise<Hosted> {
  const host = await gitHost(tmpdir())
  host.grant('a-token-of-the-bakery', 'write')
  const daemon = process.env['GIT_WIRES'] === 'all' ? await gitDaemon(tmpdir()) : null
  return {
    backends: [
      inGitAt('git over http', (remote) => host.address(below(remote), 'a-token-of-the-bakery')),
      ...(daemon === null ? [] : [inGitAt('git over its own protocol', (remote) => `${daemon.address}/${below(remote)}`)]),
    ],
    close: async () => {
      await host.close()
      await daemon?.close()
    },
  }
}

async function gitDaemon(folder: string): Promise<{ readonly address: string; close(): Promise<void> }> {
  const port = await free()
  const args = [
    'daemon',
    '--export-all',
    '--enable=receive-pack',
    '--listen=127.0.0.1',
    `--port=${port}`,
    `--base-path=${folder}`,
  ]
  const child = spawn('git', args, { stdio: 'ignore', detached: true })
  while (!(await answers(port))) await setTimeout(50)
  return {
    address: `git://127.0.0.1:${port}`,
    async close() {
      // git starts the daemon as a child of its own
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function free(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
