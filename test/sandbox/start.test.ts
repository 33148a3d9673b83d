import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ask } from './ask.ts'

const open: Sandbox[] = []
const folders: string[] = []
const started = async (...given: Parameters<typeof startSandbox>): Promise<Sandbox> => {
  const sandbox = await startSandbox(...given)
  open.push(sandbox)
  return sandbox
}
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

test('an article that was written is read back with the ids, times and rewriting of the service', async () => {
  const sandbox = await started()
  const author = Number((await ask(sandbox, 'GET', '/me')).body['id'])
  const made = await ask(sandbox, 'POST', '/articles', {
    title: 'Rye bread',
    author_id: author,
    state: 'published',
    body: '<h2>Flour</h2><p>Dark <strong>rye</strong></p>\n<ul><li>salt</li></ul>',
  })
  expect(made.status).toBe(200)
  expect(made.body['body']).toMatch(
    /^<h1 id="h_[0-9a-f]{10}">Flour<\/h1><p class="no-margin">Dark <b>rye<\/b><\/p><p class="no-margin"><\/p><ul><li><p class="no-margin">salt<\/p><\/li><\/ul>$/,
  )
  const list = await ask(sandbox, 'GET', '/articles')
  expect(list.body['total_count']).toBe(1)
})

test('a sandbox started again on its folder has the same workspace, token, content and ids', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
  folders.push(folder)
  const first = await startSandbox({ data: folder })
  await ask(first, 'POST', '/tags', { name: 'bread' })
  const gone = await ask(first, 'POST', '/tags', { name: 'cake' })
  await ask(first, 'DELETE', `/tags/${String(gone.body['id'])}`)
  const state = first.control.state()
  await first.close()

  const second = await started({ data: folder })
  expect(second.control.state()).toEqual(state)
  expect([second.token, second.workspaceId]).toEqual([first.token, first.workspaceId])
  const next = await ask(second, 'POST', '/tags', { name: 'pie' })
  expect(Number(next.body['id'])).toBe(Number(gone.body['id']) + 1)
})
