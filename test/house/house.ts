import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { carryOut, type Surroundings } from '../../src/commands/carry-out.ts'
import { drawBack, meant } from '../../src/commands/draw-back.ts'
import { draw, type Drawing, type Wishes } from '../../src/commands/draw.ts'
import { recorded } from '../../src/commands/recorded.ts'
import { cacheFile, fileHistory, fileLedger, type History } from '../../src/ledger/index.ts'
import type { Outcome, Run, World } from '../../src/model/index.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { files, serveImages, type FilesOptions } from '../../src/sides/files/index.ts'
import { workspace, type WorkspaceWorld } from '../../src/sides/workspace/index.ts'

/** A repository in a temporary folder beside a sandbox over real HTTP: what tests live in. */
export interface House {
  readonly root: string
  readonly sandbox: Sandbox
  write(path: string, text: string | Uint8Array): void
  remove(path: string): void
  move(from: string, to: string): void
  /** `turned` brings what both sides and the memory say into another order */
  plan(wishes?: Partial<Wishes>, turned?: Turned): Promise<Drawing>
  /** a plan with refusals is not carried out */
  apply(wishes?: Partial<Wishes>): Promise<Applied>
  /** the plan that takes back a run, else the last one */
  back(wishes?: Partial<Wishes>, run?: string): Promise<Drawing>
  /** takes back a run, else the last one; a plan with refusals is not carried out */
  rollback(wishes?: Partial<Wishes>, run?: string): Promise<Applied>
  readonly history: History
  /** carries out a plan that was drawn before */
  carry(drawing: Drawing, around?: Partial<Surroundings>): Promise<readonly Outcome[]>
  close(): Promise<void>
}

export interface Applied {
  readonly drawing: Drawing
  readonly outcomes: readonly Outcome[]
}

export const usual: Wishes = {
  prune: false,
  drift: 'keep',
  allow: new Set(),
  limits: { deletes: '30%', updates: '50%' },
  only: () => true,
  retryBlocked: false,
  commands: new Set(),
  locale: 'en',
  state: 'draft',
  map: {},
}

export type Turned = <T>(things: readonly T[]) => readonly T[]

const turnedSide = <W extends World>(side: { read(): Promise<W> }, turned: Turned): { read(): Promise<W> } => ({
  read: async () => {
    const world = await side.read()
    return { ...world, resources: turned(world.resources) }
  },
})

/** Opens a house. Without a limit in the options the sandbox's window is as good as endless. */
export async function house(
  options: SandboxOptions = {},
  locales: FilesOptions['locales'] = { default: 'en', layout: 'suffix' },
  content: FilesOptions['content'] = { articles: 'content/articles', snippets: 'content/snippets' },
): Promise<House> {
  const root = mkdtempSync(join(tmpdir(), 'content-sync-'))
  const sandbox = await startSandbox({ limit: '1000000/10s', ...options })
  const cache = cacheFile(join(root, '.content-sync', 'cache', 'prose.ndjson'))
  const side = (imageUrl: (digest: string) => string | null): ReturnType<typeof workspace> =>
    workspace({
      baseUrl: sandbox.url,
      token: sandbox.token,
      locale: locales.default,
      pace: { leave: 0, mode: 'burst' },
      cache,
      clock: { now: () => Date.now(), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) },
      random: () => 0.5,
      timeout: 30_000,
      imageUrl,
    })
  const memory = (id: string): ReturnType<typeof fileLedger> =>
    fileLedger(join(root, '.content-sync', 'test'), id, () => 'lineage-of-a-test')
  const repository = files({
    root,
    content,
    settings: 'config',
    locales,
    links: 'error',
    cache,
  })
  const plan = (wishes: Partial<Wishes> = {}, turned: Turned = (things) => things): Promise<Drawing> =>
    draw(
      turnedSide(repository, turned),
      turnedSide<WorkspaceWorld>(
        side(() => null),
        turned,
      ),
      (id) => {
        const ledger = memory(id)
        return { ...ledger, entries: () => turned(ledger.entries()) }
      },
      { ...usual, ...wishes },
    )
  const history = fileHistory(join(root, '.content-sync', 'test'))
  const back = (wishes: Partial<Wishes> = {}, run?: string): Promise<Drawing> =>
    drawBack(
      meant(history, run),
      history,
      side(() => null),
      memory,
      { ...usual, ...wishes },
    )
  let runs = 0
  const runOf = (drawing: Drawing): Run => ({
    id: `run-${(runs += 1)}-of-a-test`,
    at: new Date().toISOString(),
    verb: drawing.undoes === undefined ? 'apply' : 'rollback',
    workspace: drawing.workspace.account.id,
    plan: 'plan-of-a-test',
    source: { commit: null, dirty: true },
    overrides: drawing.plan.overrides,
    flags: [],
    ...(drawing.undoes === undefined ? {} : { undoes: drawing.undoes }),
  })
  const carry: House['carry'] = async (drawing, around = {}) => {
    const images = await serveImages(drawing.files.images)
    const to = side((digest) => images.url(digest))
    const usually = { now: () => Math.floor(Date.now() / 1000), signal: new AbortController().signal }
    try {
      return await recorded(
        history,
        runOf(drawing),
        drawing,
        () => new Date().toISOString(),
        (said) =>
          carryOut(drawing, to, {
            ...usually,
            ...around,
            said: (outcome) => {
              said(outcome)
              around.said?.(outcome)
            },
          }),
      )
    } finally {
      await images.close()
    }
  }
  const carried = async (drawing: Drawing): Promise<Applied> => ({
    drawing,
    outcomes: drawing.plan.refusals.length > 0 ? [] : await carry(drawing),
  })
  return {
    root,
    sandbox,
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    },
    remove: (path) => {
      rmSync(join(root, path), { recursive: true })
    },
    move: (from, to) => {
      mkdirSync(dirname(join(root, to)), { recursive: true })
      renameSync(join(root, from), join(root, to))
    },
    plan,
    apply: async (wishes = {}) => carried(await plan(wishes)),
    back,
    rollback: async (wishes = {}, run) => carried(await back(wishes, run)),
    history,
    carry,
    async close() {
      await sandbox.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}
