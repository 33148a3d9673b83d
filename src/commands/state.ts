import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CacheFile } from '../ledger/index.ts'

// what git leaves out: ledgers in files are meant to be committed, and with those elsewhere nothing here is
const ignored = {
  file: ['cache/', 'journal/', 'lock', 'history/', 'aside/', 'sandbox/', ''],
  git: ['*', ''],
}

/** Folders of what is remembered between runs, below `.content-sync` of a project. */
export const places = (root: string) => ({
  state: join(root, '.content-sync'),
  /** a cache that does not depend on a workspace */
  cache: join(root, '.content-sync', 'cache'),
  ledger: (workspace: string) => join(root, '.content-sync', workspace),
  sandbox: (workspace: string) =>
    workspace === 'sandbox' ? join(root, '.content-sync', 'sandbox') : join(root, '.content-sync', workspace, 'sandbox'),
})

/** Makes `.content-sync`, with a list of what git leaves out; `ledger`: where ledgers are kept. */
export function prepare(root: string, ledger: 'file' | 'git'): void {
  const { state } = places(root)
  mkdirSync(state, { recursive: true })
  const list = join(state, '.gitignore')
  if (!existsSync(list)) writeFileSync(list, ignored[ledger].join('\n'))
}

/** The same for a sandbox of any name: what is remembered of it is of this machine alone, and nobody's to commit. */
export function prepareSandbox(root: string, workspace: string, ledger: 'file' | 'git'): void {
  prepare(root, ledger)
  const folder = places(root).ledger(workspace)
  // the list above names that one
  if (workspace === 'sandbox') return
  mkdirSync(folder, { recursive: true })
  const list = join(folder, '.gitignore')
  if (!existsSync(list)) writeFileSync(list, '*\n')
}

// a folder that cannot be written to, or is full
const unwritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC'])

/** Writes a cache back where that is allowed: losing it costs time only, so a read-only checkout can be checked and planned. */
export function keep(root: string, cache: CacheFile, ledger: 'file' | 'git'): void {
  try {
    prepare(root, ledger)
    cache.save()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && unwritable.has(String(error.code)))) throw error
  }
}
