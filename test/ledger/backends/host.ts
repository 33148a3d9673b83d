import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a token may do with the repositories of a host. */
export type Right = 'read' | 'write'

/** A host of git repositories over http, as those that people use: it asks for a user and a token. */
export interface Host {
  /** the address of a repository below the folder that is served, with credentials in it, or without */
  address(repository: string, token?: string): string
  /** what a token may do; null takes it back */
  grant(token: string, right: Right | null): void
  /** answers so many requests with 503 */
  outage(count: number): void
  /** does what the next so many pushes ask for, and then hangs up instead of answering */
  loseAnswers(count: number): void
  /** requests it answered, `GET /x/info/refs?service=git-upload-pack → 200` */
  readonly log: readonly string[]
  close(): Promise<void>
}

const user = 'x-access-token'

/** Serves the repositories below a folder by git's own program for it. */
export async function gitHost(folder: string): Promise<Host> {
  const rights = new Map<string, Right>()
  const log: string[] = []
  const faults = { away: 0, lost: 0 }
  const server = createServer((request, response) => {
    const code = faults.away-- > 0 ? 503 : refusal(request, rights)
    if (code !== null) {
      log.push(`${request.method ?? ''} ${request.url ?? ''} → ${code}`)
      response.writeHead(code, { 'www-authenticate': 'Basic realm="Bakery"', 'content-type': 'text/plain' })
      response.end(code === 403 ? 'Write access to repository not granted.\n' : '')
      return
    }
    const push = request.method === 'POST' && (request.url ?? '').endsWith('git-receive-pack')
    backend(folder, request, response, push && faults.lost-- > 0).then(
      (status) => {
        log.push(`${request.method ?? ''} ${request.url ?? ''} → ${status}`)
      },
      (error: unknown) => response.destroy(error as Error),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: (repository, token) => `http://${token === undefined ? '' : `${user}:${token}@`}127.0.0.1:${port}/${repository}`,
    grant: (token, right) => {
      if (right === null) rights.delete(token)
      else rights.set(token, right)
    },
    outage: (count) => {
      faults.away = count
    },
    loseAnswers: (count) => {
      faults.lost = count
    },
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

function refusal({ headers, url = '' }: IncomingMessage, rights: ReadonlyMap<string, Right>): number | null {
  const [, basic = ''] = /^Basic (\S+)$/iu.exec(headers.authorization ?? '') ?? []
  const [, token = ''] = Buffer.from(basic, 'base64').toString().split(':')
  const right = rights.get(token)
  if (right === undefined) return 401
  return right === 'read' && url.includes('git-receive-pack') ? 403 : null
}

/** Hands a request to `git http-backend` and its answer back, unless that is to be lost; resolves with its status. */
function backend(folder: string, request: IncomingMessage, response: ServerResponse, lost: boolean): Promise<number> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://bakery')
  const { PATH } = process.env
  const said = (name: string): string => String(request.headers[name] ?? '')
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(pathname),
      QUERY_STRING: searchParams.toString(),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: said('content-type'),
      CONTENT_LENGTH: said('content-length'),
      HTTP_CONTENT_ENCODING: said('content-encoding'),
      GIT_PROTOCOL: said('git-protocol'),
      REMOTE_USER: user,
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  // one that ended without reading says why by its answer
  child.stdin.on('error', () => undefined)
  request.pipe(child.stdin)
  return new Promise((resolve, reject) => {
    let head: Buffer | null = Buffer.alloc(0)
    let status = 200
    child.on('error', reject)
    child.stdout.on('data', (piece: Buffer) => {
      if (lost) return
      if (head === null) {
        response.write(piece)
        return
      }
      head = Buffer.concat([head, piece])
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      const lines = head.toString('latin1', 0, end).split('\r\n')
      const named = lines.map((line) => line.split(/: */u) as [string, string])
      status = Number.parseInt(named.find(([name]) => name === 'Status')?.[1] ?? '200', 10)
      response.writeHead(status, Object.fromEntries(named.filter(([name]) => name !== 'Status')))
      response.write(head.subarray(end + 4))
      head = null
    })
    child.on('close', () => {
      if (lost) response.destroy()
      else response.end()
      resolve(status)
    })
  })
}
