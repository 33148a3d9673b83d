import type { Hono } from 'hono'
import type { Runtime } from '../runtime.ts'

/** Puts the help-center page under `/help` and the images it shows under `/i/o`. */
export function serveSite(app: Hono, runtime: Runtime): void {
  app.get('/i/o/:id/:hex/:uuid', (context) => {
    const { store } = runtime.workspace
    const image = store.get('images', Number(context.req.param('id')))
    if (image?.path.endsWith(new URL(context.req.url).pathname) !== true) return context.text('no such image', 404)
    const bytes = image.digest === null ? undefined : store.bytes(image.digest)
    const body = bytes === undefined ? placeholder(image.source) : new Uint8Array(bytes)
    return new Response(body, {
      headers: { 'Content-Type': bytes === undefined ? 'image/svg+xml' : image.type, 'X-Content-Type-Options': 'nosniff' },
    })
  })
}

const placeholder = (source: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="120"><rect width="100%" height="100%" fill="#eef"/><text x="12" y="64" font-family="sans-serif" font-size="12">${source.replace(/[<>&"]/g, ' ').slice(0, 80)}</text></svg>`
