import { rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from '../commands/desk.ts'

/** What the host of hosted images answers instead of the sandbox; nothing: as the sandbox does. */
export type Answering = (path: string, response: ServerResponse, request: IncomingMessage) => unknown

/** An empty repository with the command beside a sandbox, whose hosted images may be answered otherwise. */
export interface Bakery {
  readonly desk: Desk
  readonly sandbox: Sandbox
  /** the address its config speaks to */
  readonly url: string
  run(args: string): Promise<Ended>
  /** loses what is remembered of the workspace, in the repository or in a folder of it */
  forget(folder?: string): void
  /** a picture the sandbox can fetch; another text is another picture */
  picture(name: string, text?: string): string
  /** makes something as a teammate does, and answers it */
  make(path: string, body: Record<string, unknown>, method?: 'POST' | 'PUT' | 'DELETE'): Promise<Record<string, unknown>>
  get(path: string): Promise<Record<string, unknown>>
  answering(answers: Answering): void
  /** bends what the API answers, as text */
  bending(bend: (text: string) => string): void
  /** every request for a hosted image, with its query */
  readonly asked: string[]
  close(): Promise<void>
}

export const ana = 'ana@example.com'

const listening = async (answer: RequestListener): Promise<{ server: Server; url: string }> => {
  const server = createServer(answer)
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const ended = (server: Server): Promise<unknown> =>
  new Promise((done) => {
    server.close(done)
    server.closeAllConnections()
  })

export const png = (text: string): Buffer => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from(text)])

/** Opens a bakery. `config` is added to the config of its workspace's repository. */
export async function bakery(config: Record<string, unknown> = {}, options: SandboxOptions = {}): Promise<Bakery> {
  const sandbox = await startSandbox({ limit: '1000000/10s', ...options })
  const pictures = new Map<string, Buffer>()
  const studio = await listening((request, response) => {
    const bytes = pictures.get(request.url ?? '')
    response.writeHead(bytes === undefined ? 404 : 200, { 'content-type': 'image/png' }).end(bytes)
  })
  const asked: string[] = []
  let bend = (text: string): string => text
  let answers: Answering = () => undefined
  const front = await listening((request, response) => {
    const path = request.url ?? ''
    if (path.startsWith('/i/o/')) {
      asked.push(path)
      answers(path, response, request)
      if (response.headersSent) return
    }
    // what breaks behind the front breaks before it
    forward(request, response, `${sandbox.url}${path}`, path.startsWith('/i/o/') ? undefined : bend).catch(() =>
      response.destroy(),
    )
  })
  const home = desk({
    'sync.config.json': JSON.stringify({ workspaces: { test: { baseUrl: front.url } }, workspace: 'test', ...config }),
  })
  return {
    desk: home,
    url: front.url,
    sandbox,
    asked,
    run: (args) => home.run(args, { env: { INTERCOM_ACCESS_TOKEN: sandbox.token } }),
    forget(folder = '.') {
      rmSync(join(home.root, folder, '.content-sync'), { recursive: true })
    },
    picture(name, text = name) {
      pictures.set(`/${name}`, png(text))
      return `${studio.url}/${name}`
    },
    async make(path, body, method = 'POST') {
      const answer = await sandbox.control.edit({ method, path, body, admin: ana })
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
      return answer.body as Record<string, unknown>
    },
    async get(path) {
      const headers = { authorization: `Bearer ${sandbox.token}`, 'intercom-version': 'Preview' }
      return (await (await fetch(sandbox.url + path, { headers })).json()) as Record<string, unknown>
    },
    answering: (given) => (answers = given),
    bending: (given) => (bend = given),
    async close() {
      await Promise.all([ended(front.server), ended(studio.server), sandbox.close()])
      home.clean()
    },
  }
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  to: string,
  bend?: (text: string) => string,
): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const headers = without(request.headers, 'host', 'connection', 'content-length')
  const answer = await fetch(to, {
    method: request.method ?? 'GET',
    headers,
    redirect: 'manual',
    ...(parts.length === 0 ? {} : { body: Buffer.concat(parts) }),
  })
  const rest = without(Object.fromEntries(answer.headers), 'content-encoding', 'transfer-encoding', 'content-length')
  const bytes = Buffer.from(await answer.arrayBuffer())
  response.writeHead(answer.status, rest).end(bend === undefined ? bytes : bend(bytes.toString()))
}

const without = (headers: IncomingMessage['headers'], ...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      names.includes(name) || typeof value !== 'string' ? [] : [[name, value] as [string, string]],
    ),
  )
