import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Stop, type Ledger } from '../../model/index.ts'
import { fileHistory } from '../file/history.ts'
import { fileLedger } from '../file/ledger.ts'
import { workspaceIn } from '../file/lines.ts'
import { together } from '../file/together.ts'
import { putAside } from '../file/aside.ts'
import { salvage } from '../file/salvage.ts'
import { asideIn } from '../file/store.ts'
import { awaited, beginning, busy, clocksOf, lost, renewed, young, type Clocks } from '../holder.ts'
import { lease as usual, type Holder, type Lock, type Machine, type Store } from '../store.ts'
import { gitIn } from './git.ts'
import { copy, lay, tidy, watch, type Watch } from './mirror.ts'
import { refOf, remoteRef, type RemoteRef } from './remote-ref.ts'
import { repositoryOf, type Repository } from './repository.ts'
import { commitOf, filesOf, textIn, type State } from './tree.ts'

/** Where a ledger in git belongs. */
export interface Home {
  /** a folder of the repository */
  readonly root: string
  /** the name of the workspace in the config */
  readonly name: string
  /** where the same workspace's ledger would be as files: taken over when the remote has none yet */
  readonly folder: string
  /** the environment of git: credentials may be in it */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** All that is found out once. */
interface Place {
  readonly at: Repository
  readonly ref: RemoteRef
  /** folders of what was read and what is being written, one a state or a run */
  readonly states: string
}

/** A run that holds the workspace: its own folder, and the state of the remote it stands on. */
interface Hold {
  readonly folder: string
  readonly seen: Watch
  holder: Holder
  tip: State | null
  renewedAt: Clocks
  /** its next step is its last: it takes the lock away */
  leaving: boolean
  /** thrown by whatever comes after the lock was lost */
  over: Stop | null
}

const holderIn = (text: string | null, where: string): Holder | null => {
  try {
    return text === null ? null : (JSON.parse(text) as Holder)
  } catch (cause) {
    throw new Stop(65, `${where}: the lock cannot be read`, { cause })
  }
}

/**
 * A file of this machine that is there while a holder is, or died. Runners of CI are often called alike, so that a process missing here says
 * nothing of a holder whose name for its machine is the same.
 */
const trace = ({ id }: Holder): string => join(tmpdir(), `content-sync-${id}`)

/** A memory that is only looked at: it is written under the lock, or not at all. */
function readOnly(ledger: Ledger): Ledger {
  const refuse = (): never => {
    throw new Error('a ledger in git is written under its lock')
  }
  return { ...ledger, put: refuse, move: refuse, drop: refuse, learn: refuse, note: refuse }
}

/**
 * The memory of a workspace under one ref of the repository's remote: each state is a commit without parents that holds the same files as a
 * folder would, the lock among them, and takes the place of the one before by compare and swap. So a run that lost its lock can put nothing more
 * down, and without that it sends nothing. `lease`: milliseconds a renewal of its lock lasts.
 */
export function gitStore(home: Home, machine: Machine, lease: number = usual): Store {
  const git = gitIn(home.root, home.env)
  const name = refOf(home.name)
  let found: Promise<Place> | undefined
  let mine: Hold | null = null

  const place = (): Promise<Place> =>
    (found ??= repositoryOf(git).then((at) => {
      const states = join(at.folder, 'content-sync', home.name)
      mkdirSync(states, { recursive: true })
      tidy(states, machine.now())
      const path = join(states, `${machine.unique()}.shallow`)
      const shallow = (commit: string): string => {
        writeFileSync(path, `${commit}\n`)
        return path
      }
      return { at, states, ref: remoteRef(name, at, shallow, (ms) => machine.sleep(ms)) }
    }))
  const where = ({ at }: Place): string => `${name} of the git remote ${at.remote}`

  /** The folder of a state, made where it is not there yet; one that several runs read, and none writes. */
  async function state({ at, states }: Place, tip: State | null): Promise<string> {
    if (tip === null) return home.folder
    const path = join(states, tip.commit)
    if (!existsSync(path)) lay(path, await filesOf(at.git, tip), machine.unique())
    return path
  }

  /** What a damaged or foreign memory says of itself, in words of the remote. */
  async function spoken<T>(at: Place, path: string, work: () => T | Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Stop) || path === home.folder) throw error
      throw new Stop(error.exit, error.message.replaceAll(path, where(at)), { cause: error })
    }
  }

  /** Who holds the workspace now; the rest of the state is not asked for, whoever waits would ask for it again and again. */
  async function look(): Promise<{ at: Place; tip: State | null; holder: Holder | null }> {
    const at = await place()
    const tip = await at.ref.read()
    return { at, tip, holder: tip === null ? null : holderIn(await textIn(at.at.git, tip, 'lock'), where(at)) }
  }

  /** A folder with all that is remembered: this run's own, else that of the state the remote is in. */
  async function folder(): Promise<string> {
    if (mine !== null) return mine.folder
    const at = await place()
    return await state(at, await at.ref.read())
  }

  /** Lets the remote have what the folder of this run has; everything before the call is in it. */
  const advance = together(async () => {
    if (mine === null) throw new Error('a ledger in git is written under its lock')
    await step(mine, mine.leaving ? null : renewed(mine.holder, machine))
  })

  async function step(hold: Hold, holder: Holder | null): Promise<void> {
    if (hold.over !== null) throw hold.over
    const { at, ref } = await place()
    const began = clocksOf(machine)
    const lock = join(hold.folder, 'lock')
    if (holder === null) rmSync(lock, { force: true })
    else writeFileSync(lock, `${JSON.stringify(holder)}\n`)
    const { pieces, settle } = hold.seen.changes()
    const next = await commitOf(at, hold.tip, pieces, Math.floor(began.now / 1000), machine.unique())
    if (!(await ref.swap(hold.tip, next))) {
      hold.over = lost((await look()).holder)
      throw hold.over
    }
    settle()
    // it is in use, however long the run takes
    utimesSync(hold.folder, began.now / 1000, began.now / 1000)
    hold.tip = next
    hold.renewedAt = began
    if (holder !== null) hold.holder = holder
  }

  async function begin(at: Place, tip: State | null): Promise<Hold | null> {
    const own = join(at.states, machine.unique())
    if (tip === null) copy(home.folder, own)
    else {
      const files = await filesOf(at.at.git, tip)
      lay(
        own,
        files.filter(({ path }) => path !== 'lock'),
        machine.unique(),
      )
    }
    const hold: Hold = {
      folder: own,
      seen: watch(own, tip !== null),
      holder: beginning(machine, lease),
      tip,
      renewedAt: clocksOf(machine),
      leaving: false,
      over: null,
    }
    try {
      writeFileSync(trace(hold.holder), '')
      await step(hold, hold.holder)
      return hold
    } catch (error) {
      rmSync(trace(hold.holder), { force: true })
      rmSync(own, { recursive: true, force: true })
      if (hold.over !== null) return null
      throw error
    }
  }

  const promised = (hold: Hold): Lock => ({
    holder: hold.holder,
    renew: () => advance(),
    check: async () => {
      if (hold.over !== null) throw hold.over
      if (!young(hold.renewedAt, machine, lease)) await advance()
    },
    release: async () => {
      hold.leaving = true
      try {
        if (hold.over === null) await advance()
      } finally {
        mine = null
        rmSync(trace(hold.holder), { force: true })
        rmSync(hold.folder, { recursive: true, force: true })
      }
    },
  })

  return {
    async open(id) {
      const at = await place()
      const path = await folder()
      return await spoken(at, path, () => {
        const ledger = fileLedger(path, id ?? workspaceIn(path) ?? '', () => machine.unique(), advance)
        return mine === null ? readOnly(ledger) : ledger
      })
    },
    workspace: async () => workspaceIn(await folder()),
    history: async () => fileHistory(await folder()),
    async lock(watching = () => undefined) {
      for (;;) {
        const seen: { last?: Awaited<ReturnType<typeof look>> } = {}
        const asked = async (): Promise<Holder | null> => (seen.last = await look()).holder
        const known = (): boolean => seen.last?.holder != null && existsSync(trace(seen.last.holder))
        const here: Machine = { ...machine, began: (pid) => (known() ? machine.began(pid) : null) }
        const gone = await awaited(asked, here, (holder) => busy(`${name} of the git remote`, holder), watching)
        if (seen.last === undefined) throw new Error('a lock was awaited without a look at it')
        mine = await begin(seen.last.at, seen.last.tip)
        if (mine === null) continue
        if (gone !== null) rmSync(trace(gone), { force: true })
        return promised(mine)
      }
    },
    async unlock(id) {
      for (;;) {
        const { at, tip, holder } = await look()
        if (holder === null) throw new Stop(64, `${where(at)}: there is no lock`)
        if (holder.id !== id)
          throw new Stop(64, `${where(at)}: expected the id of the lock that is there, ${holder.id}, got ${id}`)
        const next = await commitOf(
          at.at,
          tip,
          [{ path: 'lock', bytes: null }],
          Math.floor(machine.now() / 1000),
          machine.unique(),
        )
        if (await at.ref.swap(tip, next)) return
      }
    },
    salvage: async () => salvage(await folder()),
    aside: () => {
      if (mine === null) return Promise.reject(new Error('a ledger in git is put aside under its lock'))
      const to = asideIn(home.folder, machine)
      putAside(mine.folder, to)
      return Promise.resolve(to)
    },
    async drop() {
      for (;;) {
        const { at, tip } = await look()
        if (tip === null || (await at.ref.swap(tip, null))) return
      }
    },
  }
}
