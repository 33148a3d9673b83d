import type { Context, Hono } from 'hono'
import type { Ask } from './ask.ts'
import { faultCounter, type Fault } from './faults.ts'
import { object } from './json.ts'
import { matchRoute } from './match.ts'
import type { Control, Edit, State } from './options.ts'
import { Refusal } from './refusal.ts'
import type { Runtime } from './runtime.ts'
import { tableNames } from './store.ts'
import { withDefaults, type Switches } from './switches.ts'

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
      runtime.faults = faultCounter(faults)
    },
    switches: (changes) => {
      runtime.switches = withDefaults({ ...runtime.switches, ...changes })
    },
    edit: (edit) => edited(edit, runtime),
    advance: (ms) => {
      runtime.offset += ms
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
    addSyncedSource: (url) => {
      const id = store.nextId('sources')
      const at = workspace.stamp()
      store.put('sources', { id, url, status: 'active', sync: 'automatic', audienceIds: [], createdAt: at, updatedAt: at })
      store.commit()
      return id
    },
  }
}

async function edited(edit: Edit, runtime: Runtime): Promise<{ status: number; body?: unknown }> {
  const { workspace } = runtime
  const actor = workspace.store.rows('admins').find((each) => each.email === edit.admin)
  if (actor === undefined) throw new Error(`no teammate ${edit.admin}`)
  const found = matchRoute(edit.method ?? 'PUT', edit.path)
  if (found === undefined) throw new Error(`no operation ${edit.method ?? 'PUT'} ${edit.path}`)
  const ask: Ask = {
    params: found.params,
    query: new URLSearchParams(),
    body: edit.body ?? {},
    actor: actor.id,
    via: 'web',
    url: edit.path,
  }
  try {
    const answer = await found.route.run(ask, workspace)
    workspace.store.commit()
    return answer
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { status: error.status, body: { code: error.code, message: error.message } }
  }
}

/** Puts the control plane under `/_sandbox`: no token, not counted, not logged. */
export function serveControl(app: Hono, control: Control): void {
  const done = (context: Context): Response => context.json({ ok: true })
  app.get('/_sandbox/log', (context) => context.json(control.log()))
  app.delete('/_sandbox/log', (context) => {
    control.clearLog()
    return done(context)
  })
  app.get('/_sandbox/state', (context) => context.json(control.state()))
  app.post('/_sandbox/faults', async (context) => {
    control.faults(await context.req.json<Fault[]>())
    return done(context)
  })
  app.post('/_sandbox/switches', async (context) => {
    control.switches(await context.req.json<Partial<Switches>>())
    return done(context)
  })
  app.post('/_sandbox/edit', async (context) => context.json(await control.edit(await context.req.json<Edit>())))
  app.post('/_sandbox/clock', async (context) => {
    const { advance } = object(await context.req.json()) ?? {}
    if (typeof advance !== 'number') return context.json({ error: 'advance: expected milliseconds' }, 400)
    control.advance(advance)
    return done(context)
  })
}
