import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { serveApi } from './api.ts'
import { isLoopback } from './address.ts'
import { serveControl } from './control.ts'
import type { Control } from './options.ts'
import { errorList } from './refusal.ts'
import type { Runtime } from './runtime.ts'
import { send } from './send.ts'
import { serveSite } from './site/serve.ts'

const largestBody = 20 * 1024 * 1024

/** The sandbox as a web application: API, control plane and help-center page. */
export function application(runtime: Runtime, control: Control): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  // a page elsewhere must not reach us by a name that leads here
  app.use(async (context, next) => {
    const host = context.req.header('host')
    if (host === undefined || !isLoopback(host.replace(/:\d+$/, ''))) return context.text('only by a loopback address', 403)
    return next()
  })
  serveControl(app as unknown as Hono, control)
  serveSite(app as unknown as Hono, runtime)
  app.all('*', async (context) => {
    const body = Buffer.from(await context.req.arrayBuffer())
    if (body.length > largestBody)
      return context.json(errorList('', 'client_error', `body is larger than ${largestBody} bytes`), 413)
    const { method, raw } = context.req
    const outgoing = await serveApi({ method, url: new URL(context.req.url), headers: raw.headers, body }, runtime)
    return send(outgoing, context.env, runtime)
  })
  app.onError((error, context) => {
    process.stderr.write(`sandbox: ${error.stack ?? error.message}\n`)
    return context.json(errorList('', 'server_error', error.message), 500)
  })
  return app
}
