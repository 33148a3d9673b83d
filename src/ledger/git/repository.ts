import { Stop } from '../../model/index.ts'
import type { Git } from './git.ts'

/** The repository a ledger is kept with. */
export interface Repository {
  readonly git: Git
  /** absolute path of its git folder */
  readonly folder: string
  readonly remote: string
  /** it holds only the end of its history */
  readonly shallow: boolean
  /** the object name that stands for none */
  readonly none: string
}

/** Finds the repository around a folder and its remote: the current branch's own, else `origin`, else the only one. Throws Stop 78. */
export async function repositoryOf(git: Git): Promise<Repository> {
  const asked = await git(['rev-parse', '--absolute-git-dir', '--is-shallow-repository', '--show-object-format'])
  const [, strange] = /safe\.directory (.+)/u.exec(asked.err) ?? []
  if (strange !== undefined)
    throw new Stop(
      78,
      `ledger: 'git' keeps the ledger with the git repository, and git does not trust this checkout, which belongs to another user. If you do: git config --global --add safe.directory ${strange}`,
    )
  if (asked.code !== 0)
    throw new Stop(78, "ledger: 'git' keeps the ledger with a git repository, and this folder is in none. Set ledger: 'file'")
  const [folder = '', shallow, format] = asked.out.toString().trim().split('\n')
  return {
    git,
    folder,
    remote: await remoteOf(git),
    shallow: shallow === 'true',
    none: '0'.repeat(format === 'sha256' ? 64 : 40),
  }
}

async function remoteOf(git: Git): Promise<string> {
  const said = async (...args: string[]): Promise<string> => (await git(args)).out.toString().trim()
  const [listed, branch, followed] = await Promise.all([
    said('remote'),
    said('symbolic-ref', '--quiet', '--short', 'HEAD'),
    said('config', '--get-regexp', String.raw`^branch\..*\.remote$`),
  ])
  const names = listed.split('\n').filter((name) => name !== '')
  const start = `branch.${branch}.remote `
  const upstream =
    followed
      .split('\n')
      .find((line) => line.startsWith(start))
      ?.slice(start.length) ?? ''
  const [only, another] = names
  const found = [upstream, 'origin'].find((name) => names.includes(name)) ?? (another === undefined ? only : undefined)
  if (found !== undefined) return found
  const none = 'the repository has none: git remote add origin <address>'
  const many = `the repository has ${names.join(', ')} and the branch follows none of them: git branch --set-upstream-to <remote>/<branch>`
  throw new Stop(78, `ledger: 'git' keeps the ledger on the repository's remote, and ${only === undefined ? none : many}`)
}
