import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ask } from './ask.ts'

const replies = Array.from({ length: 70 }, (_, n) => ({
  name: `Reply ${n}`,
  html: `<p>Hi {{user.name | fallback: 'dear "guest" <${n}>'}}</p>`,
}))

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ seed: { macros: [...replies, { name: 'Recall', html: '<p>x</p>', teams: ['301'] }] } })
})
afterEach(() => sandbox.close())

type Listed = { data: { id: string; name: string; body: string | null }[]; pages: { next: { starting_after: string } | null } }

test('all macros of everyone are reached by following the cursor, each once, and those of other teams are not there', async () => {
  const seen: string[] = []
  let after: string | undefined
  do {
    const query = after === undefined ? '' : `&starting_after=${encodeURIComponent(after)}`
    const { body } = await ask(sandbox, 'GET', `/macros?per_page=20${query}`)
    const { data, pages } = body as unknown as Listed
    seen.push(...data.map(({ name }) => name))
    after = pages.next?.starting_after
  } while (after !== undefined)
  expect(seen.sort()).toEqual(replies.map(({ name }) => name).sort())
  const hidden = sandbox.control.state().macros.find(({ name }) => name === 'Recall')
  expect((await ask(sandbox, 'GET', `/macros/${hidden?.id ?? 0}`)).status).toBe(404)
})

test('a placeholder comes as an element with its standby escaped, and a long page comes without bodies', async () => {
  const long = (await ask(sandbox, 'GET', '/macros?per_page=150')).body as unknown as Listed
  expect(new Set(long.data.map(({ body }) => body))).toEqual(new Set([null]))
  const [id = ''] = long.data.filter(({ name }) => name === 'Reply 7').map(({ id }) => id)
  const { body } = await ask(sandbox, 'GET', `/macros/${id}`)
  expect(body['body']).toBe('<p>Hi <attribute key="user.name" default="dear &quot;guest&quot; &lt;7&gt;"/></p>')
  expect((await ask(sandbox, 'GET', '/macros?starting_after=bread')).status).toBe(400)
})
