import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LocalImage } from './options.ts'

/** Serves local images on loopback, so that a sandbox can fetch them. Addresses hold a random word; `close` ends it. */
export async function serveImages(
  images: ReadonlyMap<string, LocalImage>,
): Promise<{ url(digest: string): string; close(): Promise<void> }> {
  const secret = randomBytes(12).toString('hex')
  const paths = new Map([...images].map(([digest, image]) => [pathOf(secret, digest, image), image]))
  const server = createServer((request, response) => {
    const image = paths.get(request.url ?? '')
    if (image === undefined || request.method !== 'GET') {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': image.type, 'content-length': image.bytes })
    createReadStream(image.file)
      .on('error', () => response.destroy())
      .pipe(response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  server.unref()
  const { port } = server.address() as AddressInfo
  return {
    url(digest) {
      const image = images.get(digest)
      if (image === undefined) throw new Error(`${digest} is no image of the files`)
      return `http://127.0.0.1:${port}${pathOf(secret, digest, image)}`
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => {
          if (error === undefined) resolve()
          else reject(error)
        })
        server.closeAllConnections()
      }),
  }
}

const pathOf = (secret: string, digest: string, image: LocalImage): string =>
  `/${secret}/${digest.replace(/^sha256:/u, '')}.${(image.type.split('/')[1] as string).replace('+xml', '')}`
