import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// what git need not keep; the ledgers themselves are meant to be committed
const ignored = ['cache/', 'journal/', 'lock', 'history/', 'sandbox/', '']

/** Folders of what is remembered between runs, below `.content-sync` of a project. */
export const places = (root: string) => ({
  state: join(root, '.content-sync'),
  /** a cache that does not depend on a workspace */
  cache: join(root, '.content-sync', 'cache'),
  ledger: (workspace: string) => join(root, '.content-sync', workspace),
  sandbox: (workspace: string) =>
    workspace === 'sandbox' ? join(root, '.content-sync', 'sandbox') : join(root, '.content-sync', workspace, 'sandbox'),
})

/** Makes `.content-sync`, with a list of what git leaves out. */
export function prepare(root: string): void {
  const { state } = places(root)
  mkdirSync(state, { recursive: true })
  const list = join(state, '.gitignore')
  if (!existsSync(list)) writeFileSync(list, ignored.join('\n'))
}
