import type { Context, Hono } from 'hono'
import { edited } from './edit.ts'
import { readFaults, readWebhooks } from './fault-schema.ts'
import { object } from './json.ts'
import type { Control, Edit, State } from './options.ts'
import type { Runtime } from './runtime.ts'
import { tableNames } from './store.ts'
import { striking } from './strike.ts'
import { withDefaults, type Switches } from './switches.ts'
import { helpCenter } from './workspace.ts'

/** The control plane of a running sandbox, to be used from inside its process. */
export function controlOf(runtime: Runtime): Control {
  const { workspace } = runtime
  const { store } = workspace
  return {
    log: () => runtime.log,
    clearLog: () => {
      runtime.log.length = 0
    },
    state: () => Object.fromEntries(tableNames.map((name) => [name, store.rows(name)])) as unknown as State,
    faults: (faults) => {
      runtime.faults = striking(faults, workspace.now())
    },
    switches: (changes) => {
      runtime.switches = withDefaults({ ...runtime.switches, ...changes })
    },
    edit: (edit) => edited(edit, runtime),
    advance: (ms) => {
      runtime.offset += ms
    },
    webhooks: (webhooks) => runtime.postman.subscribe(webhooks),
    delivered: async () => {
      await runtime.postman.idle()
      return runtime.postman.deliveries
    },
    plant: (id, html, locale) => {
      const row = store.get('articles', id)
      const content = row?.contents[locale ?? row.defaultLocale]
      if (row === undefined || content === undefined) throw new Error(`no article ${id} in ${locale ?? 'its language'}`)
      const body = { html, markdown: '', headings: [] }
      const contents = { ...row.contents, [locale ?? row.defaultLocale]: { ...content, body } }
      store.amend('articles', { ...row, contents, updatedAt: workspace.stamp() })
      store.commit()
    },
    plantSnippet: (id, markdown) => {
      const row = store.get('snippets', id)
      if (row === undefined) throw new Error(`no snippet ${id}`)
      store.amend('snippets', { ...row, markdown, updatedAt: workspace.stamp() })
      store.commit()
    },
    holdSnippet: (id, procedures) => {
      const row = store.get('snippets', id)
      if (row === undefined) throw new Error(`no snippet ${id}`)
      store.amend('snippets', { ...row, procedures })
      store.commit()
    },
    holdTag: (id, heldBy) => {
      const row = store.get('tags', id)
      if (row === undefined) throw new Error(`no tag ${id}`)
      store.amend('tags', { ...row, heldBy })
      store.commit()
    },
    domain: (name) => {
      store.amend('helpCenters', { ...helpCenter(workspace), domain: name })
      store.commit()
    },
    addSyncedSource: (url) => {
      const id = store.nextId('sources')
      const at = workspace.stamp()
      store.put('sources', { id, url, status: 'active', sync: 'automatic', audienceIds: [], createdAt: at, updatedAt: at })
      store.commit()
      return id
    },
  }
}

/** Puts the control plane under `/_sandbox`: no token, not counted, not logged. */
export function serveControl(app: Hono, control: Control): void {
  const done = (context: Context): Response => context.json({ ok: true })
  const attempted = async (context: Context, act: () => Promise<void>): Promise<Response> => {
    try {
      await act()
      return done(context)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      return context.json({ error: error.message }, 400)
    }
  }
  app.get('/_sandbox/log', (context) => context.json(control.log()))
  app.delete('/_sandbox/log', (context) => {
    control.clearLog()
    return done(context)
  })
  app.get('/_sandbox/state', (context) => context.json(control.state()))
  app.post('/_sandbox/faults', async (context) => {
    return attempted(context, async () => {
      control.faults(readFaults(await context.req.json()))
    })
  })
  app.post('/_sandbox/switches', async (context) => {
    return attempted(context, async () => {
      control.switches(await context.req.json<Partial<Switches>>())
    })
  })
  app.post('/_sandbox/edit', async (context) => context.json(await control.edit(await context.req.json<Edit>())))
  app.get('/_sandbox/webhooks', async (context) => context.json(await control.delivered()))
  app.post('/_sandbox/webhooks', async (context) =>
    attempted(context, async () => {
      await control.webhooks(readWebhooks(await context.req.json()))
    }),
  )
  app.post('/_sandbox/clock', async (context) => {
    const { advance } = object(await context.req.json()) ?? {}
    if (typeof advance !== 'number') return context.json({ error: 'advance: expected milliseconds' }, 400)
    control.advance(advance)
    return done(context)
  })
}
