import { Stop } from '../../model/index.ts'
import type { Machine } from '../store.ts'
import type { Repository } from './repository.ts'
import { stateOf, type State } from './tree.ts'
import { hidden, refused, trouble } from './trouble.ts'

const tries = 4
const pause = 400

/** One ref of a repository's remote, and the same ref here, which keeps its objects from being cleaned up. */
export interface RemoteRef {
  readonly name: string
  /** the state it names now, whole in this repository; null where there is none */
  read(): Promise<State | null>
  /** Lets it name `to` (null: nothing) if it still names `from`; false if it does not. */
  swap(from: State | null, to: State | null): Promise<boolean>
}

/** A ref on the remote that is changed only by comparing and swapping. `shallow` is a path for a file of a few bytes. */
export function remoteRef(name: string, at: Repository, shallow: (commit: string) => string, sleep: Machine['sleep']): RemoteRef {
  const { git, remote } = at

  async function listed(): Promise<string | null> {
    for (let round = 1; ; round++) {
      const ran = await git(['ls-remote', '--quiet', remote, name])
      if (ran.code === 0) {
        const line = ran.out
          .toString()
          .split('\n')
          .find((each) => each.endsWith(`\t${name}`))
        return line === undefined ? null : (line.split('\t')[0] ?? null)
      }
      if (round === tries || refused(ran)) throw trouble('read', name, at, ran)
      await sleep(pause * 2 ** round)
    }
  }

  async function read(): Promise<State | null> {
    const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-filter', '--refmap=']
    for (let round = 1; ; round++) {
      const commit = await listed()
      const known = commit === null ? null : await stateOf(git, commit)
      if (commit === null || known !== null) return known
      const ran = await git(['fetch', ...quiet, remote, `+${name}:${name}`])
      // meanwhile it may have gone on; what was fetched is a state as well
      const fetched = ran.code === 0 ? await stateOf(git, name) : null
      if (fetched !== null) return fetched
      if (round === tries || refused(ran)) throw trouble('read', name, at, ran)
      await sleep(pause * 2 ** round)
    }
  }

  async function swap(from: State | null, to: State | null): Promise<boolean> {
    // without parents a commit tells git nothing of what the remote has; from a shallow repository it compares with the old one all the same
    const env = at.shallow || from === null ? {} : { GIT_SHALLOW_FILE: shallow(from.commit) }
    const quiet = ['--porcelain', '--no-verify', '--no-progress', '--no-follow-tags', '--recurse-submodules=no']
    for (let round = 1; ; round++) {
      const lease = `--force-with-lease=${name}:${from?.commit ?? ''}`
      const ran = await git(['push', ...quiet, lease, remote, `${to?.commit ?? ''}:${name}`], { env })
      if (ran.code === 0) return true
      if (refused(ran)) throw trouble('write', name, at, ran)
      // whatever was said: what counts is what is there now, also where the answer was lost
      const now = await listed()
      if (now === (to?.commit ?? null)) return true
      if (now !== (from?.commit ?? null)) return false
      if (from === null && /stale info|already exists/u.test(ran.out.toString())) throw hidden(name, at)
      if (round === tries) throw trouble('write', name, at, ran)
      await sleep(pause * 2 ** round)
    }
  }

  return { name, read, swap }
}

/** The name of the ref that remembers a workspace, or a part of what is remembered of it (`new.from-old`). Throws Stop 78 for a name git does not take. */
export function refOf(workspace: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]*(\.(?!lock$)[A-Za-z0-9][A-Za-z0-9_-]*)?$/u.test(workspace))
    throw new Stop(78, `a workspace whose ledger is in git is named with letters, digits, - and _, got "${workspace}"`)
  return `refs/content-sync/${workspace}`
}
