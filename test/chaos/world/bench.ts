import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { carryOut } from '../../../src/commands/carry-out.ts'
import { draw, type Drawing, type Wishes } from '../../../src/commands/draw.ts'
import { fileStore, type Lock, type Store } from '../../../src/ledger/index.ts'
import { Stop, type Cache, type Ledger, type Outcome } from '../../../src/model/index.ts'
import { startSandbox, type Moment, type Sandbox, type SandboxOptions } from '../../../src/sandbox/index.ts'
import { files, serveImages } from '../../../src/sides/files/index.ts'
import { workspace } from '../../../src/sides/workspace/index.ts'
import { usual } from '../../house/house.ts'
import { born, die, Killed, mortal, type Life } from '../../reliability/world/mortal.ts'
import { timeout } from '../../reliability/world/scene.ts'
import { watchFrom, type Watch } from './clock.ts'
import type { Trouble } from './command.ts'

/** How a run ended. `refused`: by guards; `stopped`: the whole run, with an exit code; `killed`: in the middle. */
export interface Ran {
  readonly end: 'done' | 'refused' | 'stopped' | 'killed'
  readonly exit?: number
  readonly says?: string
  readonly drawing?: Drawing
  readonly outcomes: readonly Outcome[]
  /** what became of another run that began in the middle of this one */
  readonly rival?: Ran
}

/** A repository beside a sandbox, on a clock of its own; its runs hold the lock, can be killed and meet storms. */
export interface Bench {
  readonly root: string
  readonly sandbox: Sandbox
  readonly clock: Watch
  lay(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void
  plan(wished: Partial<Wishes>): Promise<Ran>
  apply(wished: Partial<Wishes>, trouble: Trouble, width: number): Promise<Ran>
  /** the memory as the next run will find it */
  memory(): Promise<Ledger>
  lose(what: 'ledger' | 'journal'): void
  /** resolves when nothing that was sent is still under way */
  quiet(): Promise<void>
  close(): Promise<void>
}

const remembered = (): Cache => {
  const values = new Map<string, unknown>()
  return { get: (key) => values.get(key), set: (key, value) => void values.set(key, value) }
}
// what a text is parsed to does not depend on the history it stands in
const cache = remembered()

/** Milliseconds of the virtual clock a request takes. */
const step = 40

const dawn = Date.UTC(2026, 0, 5, 9)

/** Opens a bench; `from` is one to begin with, whose clock goes on. */
export async function open(
  from?: { readonly root: string; readonly clock: Watch },
  options: SandboxOptions = {},
): Promise<Bench> {
  const root = mkdtempSync(join(tmpdir(), 'content-sync-chaos-'))
  if (from !== undefined) cpSync(from.root, root, { recursive: true })
  const clock = watchFrom(from === undefined ? dawn : from.clock.now())
  const counted = { arrived: 0 }
  const watching: { moment: (moment: Moment) => Promise<void> | void } = { moment: () => undefined }
  const sandbox = await startSandbox({
    limit: '1000000/10s',
    ...options,
    now: clock.now,
    data: join(root, 'sandbox'),
    watch: (moment) => {
      if (moment.phase === 'arrived') {
        counted.arrived += 1
        clock.pass(step)
      }
      return watching.moment(moment)
    },
  })
  const folder = join(root, '.content-sync', 'test')
  const running = new Set<number>()
  const names = { runs: 0, words: 0 }
  const storeOf = (pid: number): Store =>
    fileStore(folder, {
      host: 'bench',
      pid,
      began: (other) => (running.has(other) ? `run ${other}` : undefined),
      now: clock.now,
      ticks: clock.now,
      sleep: clock.sleep,
      unique: () => `word-${(names.words += 1)}`,
    })
  const side = (life: Life, width: number, imageUrl: (digest: string) => string | null): ReturnType<typeof workspace> => {
    const opened = workspace({
      baseUrl: sandbox.url,
      token: sandbox.token,
      locale: 'en',
      pace: { leave: 0, mode: 'burst' },
      cache,
      clock: {
        now: clock.now,
        sleep: (ms, signal) => (signal?.aborted === true ? Promise.reject(new Killed()) : clock.sleep(ms)),
      },
      random: () => 0.5,
      timeout: timeout * 1000,
      imageUrl,
      signal: life.end.signal,
    })
    return { ...opened, width: () => width }
  }
  const repository = files({
    root,
    content: { articles: 'content/articles', snippets: 'content/snippets' },
    settings: 'config',
    locales: { default: 'en', layout: 'suffix' },
    links: 'error',
    cache,
  })
  const drawn = (life: Life, store: Store, wished: Partial<Wishes>): Promise<Drawing> =>
    draw(
      repository,
      side(life, 1, () => null),
      async (id) => mortal(await store.open(id), life),
      { ...usual, ...wished },
    )
  const quiet = async (): Promise<void> => {
    for (let still = 0, known = -1; still < 5; still += 1) {
      if (known !== counted.arrived || sandbox.requests().length < counted.arrived) still = 0
      known = counted.arrived
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }

  async function written(life: Life, lock: Lock, drawing: Drawing, width: number): Promise<readonly Outcome[]> {
    const images = await serveImages(drawing.files.images)
    try {
      const live = side(life, width, (digest) => images.url(digest))
      const write: typeof live.write = async (change, names) => {
        await lock.check()
        return await live.write(change, names)
      }
      return await carryOut(
        drawing,
        { ...live, write },
        {
          now: () => live.serverNow(),
          signal: new AbortController().signal,
          said: () => undefined,
        },
      )
    } finally {
      await images.close()
    }
  }

  async function apply(wished: Partial<Wishes>, trouble: Trouble, width: number): Promise<Ran> {
    const pid = (names.runs += 1)
    const life = born(trouble.is === 'crash' && trouble.point.at === 'step' ? trouble.point.n : undefined)
    const store = storeOf(pid)
    const outer = watching.moment
    const met: { rival?: Promise<Ran> } = {}
    let lock: Lock | undefined
    let drawing: Drawing | undefined
    running.add(pid)
    try {
      lock = await store.lock()
      if (trouble.is === 'storm') sandbox.control.faults(trouble.faults)
      drawing = await drawn(life, store, wished)
      if (drawing.plan.refusals.length > 0) return { end: 'refused', drawing, outcomes: [] }
      watching.moment = meeting(trouble, life, met, () => apply(wished, { is: 'none' }, width))
      const outcomes = await written(life, lock, drawing, width)
      const rival = await met.rival
      return { end: 'done', drawing, outcomes, ...(rival === undefined ? {} : { rival }) }
    } catch (error) {
      if (life.dead) return { end: 'killed', outcomes: [], ...(drawing === undefined ? {} : { drawing }) }
      if (error instanceof Stop)
        return {
          end: 'stopped',
          exit: error.exit,
          says: error.message,
          outcomes: [],
          ...(drawing === undefined ? {} : { drawing }),
        }
      throw error
    } finally {
      watching.moment = outer
      if (life.dead) await quiet()
      if (trouble.is === 'storm' || trouble.is === 'crash') sandbox.control.faults([])
      // the dead leave their lock behind
      if (!life.dead) await lock?.release()
      running.delete(pid)
    }
  }

  function meeting(
    trouble: Trouble,
    life: Life,
    met: { rival?: Promise<Ran> },
    rival: () => Promise<Ran>,
  ): (moment: Moment) => Promise<void> | void {
    let writes = 0
    return async ({ phase, method }) => {
      if (method === 'GET' || life.dead) return
      if (trouble.is === 'crash' && phase === trouble.point.at) {
        writes += 1
        if (writes !== trouble.point.n) return
        die(life)
        // killed before its request was done: so are all others under way; else what was sent still arrives
        if (phase === 'arrived') sandbox.control.faults([{ on: {}, do: 'drop-before' }])
      }
      if (trouble.is === 'rival' && phase === 'arrived' && met.rival === undefined) {
        writes += 1
        if (writes === trouble.n) await (met.rival = rival())
      }
    }
  }

  return {
    root,
    sandbox,
    clock,
    quiet,
    apply,
    lay(before, after) {
      for (const path of before.keys()) if (!after.has(path)) rmSync(join(root, path))
      for (const [path, text] of after) {
        if (before.get(path) === text) continue
        mkdirSync(dirname(join(root, path)), { recursive: true })
        writeFileSync(join(root, path), text)
      }
    },
    async plan(wished) {
      const drawing = await drawn(born(), storeOf(0), wished)
      return { end: 'done', drawing, outcomes: [] }
    },
    memory: () => storeOf(0).open(sandbox.workspaceId),
    lose(what) {
      if (what === 'journal') rmSync(join(folder, 'journal'), { recursive: true, force: true })
      else rmSync(folder, { recursive: true, force: true })
    },
    async close() {
      await sandbox.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
