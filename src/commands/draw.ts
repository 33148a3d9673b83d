import { kinds } from '../kinds/index.ts'
import type { Fields, Ledger, Resource } from '../model/index.ts'
import { fold, Stop } from '../model/index.ts'
import type { Allow, Drawn, Rules } from '../plan/index.ts'
import { plan } from '../plan/index.ts'
import type { FilesWorld } from '../sides/files/index.ts'
import type { WorkspaceWorld } from '../sides/workspace/index.ts'

/** What a person decided for one run, by config and by flags. */
export interface Wishes {
  readonly prune: Rules['prune']
  readonly drift: Rules['drift']
  readonly allow: ReadonlySet<Allow>
  readonly limits: Rules['limits']
  readonly only: Rules['only']
  readonly retryBlocked: boolean
  readonly commands: Rules['commands']
  readonly locale: string
  /** state of what is created and says nothing of it */
  readonly state: string
  /** the workspace's id as the config has it */
  readonly workspace?: string
  /** e-mail of the author of what names none; else the token's own teammate */
  readonly author?: string
  readonly map: Rules['map']
}

/** A plan and all that led to it. */
export interface Drawing extends Drawn {
  readonly want: Drawn['want']
  readonly files: FilesWorld
  readonly workspace: WorkspaceWorld
  readonly ledger: Ledger
  readonly live: ReadonlyMap<string, Resource>
  /** what it was drawn with */
  readonly wishes: Wishes
}

/** Requests a second a private app may send (10,000 a minute in 10-second windows); the real figure comes with the answers' headers. */
export const usualRate = 166

function defaults(wishes: Wishes, workspace: WorkspaceWorld): Readonly<Record<string, Fields>> {
  const author = wishes.author === undefined ? `@${workspace.account.admin}` : fold(wishes.author)
  return { article: { state: wishes.state, author: { kind: 'author', key: author } } }
}

/** The workspace under our keys, as it answered. */
const underKeys = (drawn: Drawn): Map<string, Resource> =>
  new Map([...drawn.matched.bound].flatMap(([key, { live }]) => (live === undefined ? [] : [[key, live]])))

/** Reads both sides and the memory, and draws the plan. Throws Stop 77 when the token opens another workspace than the config names. */
export async function draw(
  files: { read(): Promise<FilesWorld> },
  side: { read(): Promise<WorkspaceWorld> },
  memory: (workspace: string) => Ledger | Promise<Ledger>,
  wishes: Wishes,
): Promise<Drawing> {
  const [want, live] = await Promise.all([files.read(), side.read()])
  const { id } = live.account
  if (wishes.workspace !== undefined && wishes.workspace !== id)
    throw new Stop(
      77,
      `the token opens workspace ${id} (${live.account.name}), sync.config.ts names ${wishes.workspace}. Nothing was written. Use the token of ${wishes.workspace}`,
    )
  const ledger = await memory(id)
  const ours = live.helpCenters.find((center) => center.ours)
  const rules: Rules = {
    ...wishes,
    defaults: defaults(wishes, live),
    images: ledger.images(),
    facts: ledger.facts(),
    roots: want.rootsDigest,
    now: live.serverTime,
    timeout: live.timeout,
    admin: live.account.admin,
    rate: usualRate,
    locales: ours?.locales ?? [],
    ...(ours === undefined ? {} : { helpCenter: ours.id }),
  }
  const drawn = plan(want, live, ledger.entries(), kinds, rules)
  return { ...drawn, files: want, workspace: live, ledger, live: underKeys(drawn), wishes }
}
