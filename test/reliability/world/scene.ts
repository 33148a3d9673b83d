import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { carryOut } from '../../../src/commands/carry-out.ts'
import { draw, type Drawing } from '../../../src/commands/draw.ts'
import { fileLedger } from '../../../src/ledger/index.ts'
import type { Allow } from '../../../src/plan/index.ts'
import type { Cache, Ledger, Outcome } from '../../../src/model/index.ts'
import { startSandbox, type Moment, type Sandbox, type SandboxOptions } from '../../../src/sandbox/index.ts'
import { files, serveImages } from '../../../src/sides/files/index.ts'
import { workspace } from '../../../src/sides/workspace/index.ts'
import { usual } from '../../house/house.ts'
import type { Tree } from './bakery.ts'
import { born, die, Killed, mortal, type Life } from './mortal.ts'

/** Where a run is killed: at its nth writing request, before or after the work is done, or after its nth step of memory. */
export type Point = { readonly at: 'arrived' | 'done' | 'step'; readonly n: number }

export interface Ran {
  readonly drawing: Drawing
  /** null: killed */
  readonly outcomes: readonly Outcome[] | null
  readonly steps: number
}

/** A repository beside a sandbox whose runs can be killed anywhere. */
export interface Scene {
  readonly root: string
  readonly sandbox: Sandbox
  lay(tree: Tree): void
  plan(): Promise<Drawing>
  apply(point?: Point): Promise<Ran>
  /** does something at a point of what a process of its own sends; what comes later is lost until `wait` */
  watch(point: Point, there: () => Promise<void>): void
  /** lets so much time pass that nothing sent before can still arrive */
  wait(): Promise<void>
  close(): Promise<void>
}

export const pointOf = ({ at, n }: Point): string =>
  at === 'step'
    ? `after step ${n} of its memory`
    : `at write ${n}, ${at === 'done' ? 'done and not answered' : 'before it is done'}`

/** What watches for the nth write of a point. */
function reached(point: Point | undefined, there: () => Promise<void> | void): (moment: Moment) => Promise<void> | void {
  let writes = 0
  return ({ phase, method }) => {
    if (method === 'GET' || phase !== point?.at) return
    writes += 1
    return writes === point.n ? there() : undefined
  }
}

/** Seconds a request may take, as the command has it. */
export const timeout = 60

const wishes = {
  ...usual,
  prune: true,
  allow: new Set<Allow>(['deletes', 'updates', 'unpublish']),
}

const remembered = (): Cache => {
  const values = new Map<string, unknown>()
  return { get: (key) => values.get(key), set: (key, value) => void values.set(key, value) }
}
const cache = remembered()

/** Opens a scene; `from` is the folder of one to begin with. */
export async function open(from?: string, options: SandboxOptions = {}): Promise<Scene> {
  const root = mkdtempSync(join(tmpdir(), 'content-sync-'))
  if (from !== undefined) cpSync(from, root, { recursive: true })
  const watching: { moment: (moment: Moment) => Promise<void> | void } = { moment: () => undefined }
  const counted = { arrived: 0 }
  const sandbox = await startSandbox({
    limit: '1000000/10s',
    ...options,
    data: join(root, 'sandbox'),
    watch: (moment) => {
      if (moment.phase === 'arrived') counted.arrived += 1
      return watching.moment(moment)
    },
  })
  // killed before its request was done: so are all others under way; else what was sent still arrives
  const lose = (point: Point | undefined): void => {
    if (point?.at === 'arrived') sandbox.control.faults([{ on: {}, do: 'drop-before' }])
  }
  const side = (life: Life, imageUrl: (digest: string) => string | null): ReturnType<typeof workspace> =>
    workspace({
      baseUrl: sandbox.url,
      token: sandbox.token,
      locale: 'en',
      pace: { leave: 0, mode: 'burst' },
      cache,
      clock: {
        now: () => Date.now(),
        sleep: (_, signal) =>
          signal?.aborted === true ? Promise.reject(new Killed()) : new Promise((done) => setImmediate(done)),
      },
      random: () => 0.5,
      timeout: timeout * 1000,
      imageUrl,
      signal: life.end.signal,
    })
  const memory = (id: string): Ledger => fileLedger(join(root, '.content-sync', 'live'), id, () => 'lineage-of-a-test')
  const repository = files({
    root,
    content: { articles: 'content/articles', snippets: 'content/snippets' },
    settings: 'config',
    locales: { default: 'en', layout: 'suffix' },
    links: 'error',
    cache,
  })
  const drawn = (life: Life): Promise<Drawing> =>
    draw(
      repository,
      side(life, () => null),
      (id) => mortal(memory(id), life),
      wishes,
    )
  const quiet = async (): Promise<void> => {
    for (let still = 0, known = -1; still < 15; still += 1) {
      if (known !== counted.arrived || sandbox.requests().length < counted.arrived) still = 0
      known = counted.arrived
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
  }
  return {
    root,
    sandbox,
    lay(tree) {
      for (const place of ['content', 'config']) rmSync(join(root, place), { recursive: true, force: true })
      for (const [path, text] of Object.entries(tree)) {
        mkdirSync(dirname(join(root, path)), { recursive: true })
        writeFileSync(join(root, path), text)
      }
    },
    plan: () => drawn(born()),
    async apply(point) {
      const life = born(point?.at === 'step' ? point.n : undefined)
      const drawing = await drawn(life)
      if (drawing.plan.refusals.length > 0) throw new Error(JSON.stringify(drawing.plan.refusals))
      const images = await serveImages(drawing.files.images)
      watching.moment = reached(point, () => {
        die(life)
        lose(point)
      })
      try {
        const live = side(life, (digest) => images.url(digest))
        const outcomes = await carryOut(drawing, live, {
          now: () => live.serverNow(),
          signal: new AbortController().signal,
          said: () => undefined,
        })
        return { drawing, outcomes, steps: life.steps }
      } catch (error) {
        if (!life.dead) throw error
        return { drawing, outcomes: null, steps: life.steps }
      } finally {
        watching.moment = () => undefined
        if (life.dead) await quiet()
        sandbox.control.faults([])
        await images.close()
      }
    },
    watch(point, there) {
      watching.moment = reached(point, async () => {
        lose(point)
        await there()
      })
    },
    async wait() {
      await quiet()
      watching.moment = () => undefined
      sandbox.control.faults([])
      sandbox.control.advance((timeout + 5) * 1000)
    },
    async close() {
      await sandbox.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
