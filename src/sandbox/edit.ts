import type { Ask } from './ask.ts'
import { happened, shelf } from './happened.ts'
import { matchRoute } from './match.ts'
import type { Edit } from './options.ts'
import { Refusal } from './refusal.ts'
import type { Runtime } from './runtime.ts'

/** Does what a teammate does in the browser. */
export async function edited(edit: Edit, runtime: Runtime): Promise<{ status: number; body?: unknown }> {
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
  const before = runtime.postman.wanted() ? shelf(workspace) : undefined
  try {
    const answer = await found.route.run(ask, workspace)
    workspace.store.commit()
    if (before !== undefined) runtime.postman.tell(happened(before, shelf(workspace)))
    return answer
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { status: error.status, body: { code: error.code, message: error.message } }
  }
}
