import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { picture } from './scale-words.ts'

/** Serves pictures by their number, as a website does from which Intercom takes them over. */
export async function pictures(): Promise<{ url(n: number): string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const n = Number(/\/(\d+)-/u.exec(request.url ?? '')?.[1])
    response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(picture(n))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  let asked = 0
  return {
    // another address each time, as copies of a picture have
    url: (n) => `http://127.0.0.1:${port}/${n}-${(asked += 1)}.svg`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
