import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gitStore } from '../../../src/ledger/index.ts'
import { machine, type Backend } from './backend.ts'

export const ref = 'refs/content-sync/bakery'

const person = {
  GIT_AUTHOR_NAME: 'Ana',
  GIT_AUTHOR_EMAIL: 'ana@example.com',
  GIT_COMMITTER_NAME: 'Ana',
  GIT_COMMITTER_EMAIL: 'ana@example.com',
}

/** Git itself, in a folder. */
export const git = (folder: string, args: readonly string[], input?: string | Buffer, env: Record<string, string> = {}): Buffer =>
  execFileSync('git', ['-C', folder, ...args], {
    env: { PATH: process.env['PATH'], ...person, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
    maxBuffer: 1 << 30,
    ...(input === undefined ? {} : { input }),
  })

/** A bare repository with one commit on its branch `main`, in a new folder. */
export function bare(): string {
  const root = mkdtempSync(join(tmpdir(), 'content-sync-git-'))
  git(root, ['init', '--quiet', '--bare', '--initial-branch=main', 'remote.git'])
  const tree = git(join(root, 'remote.git'), ['mktree'], '').toString().trim()
  const commit = git(join(root, 'remote.git'), ['commit-tree', '-m', 'bread', tree]).toString().trim()
  git(join(root, 'remote.git'), ['update-ref', 'refs/heads/main', commit])
  return root
}

let clones = 0

/** A new checkout of the bare repository below a folder. */
export function clone(root: string, ...how: readonly string[]): string {
  const name = `checkout-${++clones}`
  git(root, ['clone', '--quiet', ...how, how.includes('--depth=1') ? `file://${join(root, 'remote.git')}` : 'remote.git', name])
  return join(root, name)
}

/** What the ref of a bare repository holds, path → bytes. */
export function held(remote: string, name = ref): Map<string, Buffer> {
  try {
    git(remote, ['rev-parse', '--verify', '--quiet', name])
  } catch {
    return new Map()
  }
  const paths = git(remote, ['ls-tree', '-r', '-z', '--name-only', name]).toString().split('\0').filter(Boolean)
  return new Map(paths.map((path) => [path, git(remote, ['cat-file', 'blob', `${name}:${path}`])]))
}

/** A memory in git whose checkouts reach their remote at an address of its own: a folder here, or what a host serves. */
export const inGitAt = (name: string, address: (remote: string) => string): Backend => ({
  name,
  git: true,
  open() {
    const root = bare()
    const remote = join(root, 'remote.git')
    const reached = (): string => {
      const checkout = clone(root)
      git(checkout, ['remote', 'set-url', 'origin', address(remote)])
      return checkout
    }
    const checkouts = [reached(), reached()]
    let opened = 0
    return {
      store: (over, lease) => {
        const checkout = checkouts[opened++ % 2] ?? ''
        const home = { root: checkout, name: 'bakery', folder: join(checkout, '.content-sync', 'bakery'), env: process.env }
        return gitStore(home, machine(over), lease)
      },
      files: () => held(remote),
      damage(path, bytes) {
        const index = { GIT_INDEX_FILE: join(root, 'index') }
        git(remote, ['read-tree', ref], undefined, index)
        const blob = git(remote, ['hash-object', '-w', '--stdin'], Buffer.from(bytes ?? ''))
          .toString()
          .trim()
        // mode 0 takes a path away
        const line = `${bytes === null ? '0' : '100644'} ${blob}\t${path}\n`
        git(remote, ['update-index', '--index-info'], line, index)
        const tree = git(remote, ['write-tree'], undefined, index).toString().trim()
        git(remote, ['update-ref', ref, git(remote, ['commit-tree', '-m', '', tree]).toString().trim()])
      },
      door: () => ({ BACKEND: 'git', FOLDER: reached() }),
      close: () => {
        rmSync(root, { recursive: true })
      },
    }
  },
})

export const inGit: Backend = inGitAt('git', (remote) => remote)
