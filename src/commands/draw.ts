import { kinds } from '../kinds/index.ts'
import type { Fields, Ledger, Resource } from '../model/index.ts'
import { fold, Stop } from '../model/index.ts'
import type { Allow, Drawn, Rules } from '../plan/index.ts'
import { plan } from '../plan/index.ts'
import type { Promotion } from '../report/index.ts'
import type { FilesWorld } from '../sides/files/index.ts'
import type { WorkspaceWorld } from '../sides/workspace/index.ts'
import type { Look } from './pull/recognised.ts'

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
  /** what people call both ends, where the wish is no files */
  readonly between?: NonNullable<Rules['between']>
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
  /** the id of the run this plan takes back */
  readonly undoes?: string
  /** the workspace all of it comes from, where that is no repository */
  readonly from?: string
  /** what brings it: another verb than apply */
  readonly verb?: 'migrate' | 'restore'
  /** where files stand beside it, that are applied to the workspace it comes from */
  readonly promotion?: Promotion
  /** where an image that is in no file here can be fetched, by digest */
  readonly address?: (digest: string) => string | null
  /** makes such addresses hold that are about to end */
  readonly fresh?: (digests: readonly string[]) => Promise<void>
  /** hosted images nobody remembered that are files here, seen from their bytes: bare path → digest */
  readonly recognised: ReadonlyMap<string, string>
}

/** Requests a second a private app may send (10,000 a minute in 10-second windows); the real figure comes with the answers' headers. */
export const usualRate = 166

function defaults(wishes: Wishes, workspace: WorkspaceWorld): Readonly<Record<string, Fields>> {
  const author = wishes.author === undefined ? `@${workspace.account.admin}` : fold(wishes.author)
  return { article: { state: wishes.state, author: { kind: 'author', key: author } } }
}

/** The workspace under our keys, as it answered. */
export const underKeys = (drawn: Drawn): Map<string, Resource> =>
  new Map([...drawn.matched.bound].flatMap(([key, { live }]) => (live === undefined ? [] : [[key, live]])))

/** Throws Stop 77 when the token opens another workspace than the config names. */
export function refuseStranger({ account: { id, name } }: WorkspaceWorld, wishes: Wishes): void {
  if (wishes.workspace === undefined || wishes.workspace === id) return
  throw new Stop(
    77,
    `the token opens workspace ${id} (${name}), sync.config.ts names ${wishes.workspace}. Nothing was written. Use the token of ${wishes.workspace}`,
  )
}

/** What a run may do and knows, wherever its wishes come from. */
export function rulesOf(wishes: Wishes, live: WorkspaceWorld, ledger: Ledger): Omit<Rules, 'roots' | 'defaults'> {
  const ours = live.helpCenters.find((center) => center.ours)
  return {
    ...wishes,
    images: ledger.images(),
    facts: ledger.facts(),
    now: live.serverTime,
    timeout: live.timeout,
    admin: live.account.admin,
    rate: usualRate,
    locales: ours?.locales ?? [],
    ...(ours === undefined ? {} : { helpCenter: ours.id }),
  }
}

const none: ReadonlyMap<string, string> = new Map()

/**
 * Reads both sides and the memory, and draws the plan. `look` is asked which hosted images are files here. Throws Stop 77 when the token opens
 * another workspace than the config names.
 */
export async function draw(
  files: { read(): Promise<FilesWorld> },
  side: { read(): Promise<WorkspaceWorld> },
  memory: (workspace: string) => Ledger | Promise<Ledger>,
  wishes: Wishes,
  look: Look = () => Promise.resolve(none),
): Promise<Drawing> {
  const [want, live] = await Promise.all([files.read(), side.read()])
  refuseStranger(live, wishes)
  const ledger = await memory(live.account.id)
  const first = drawn(want, live, ledger, wishes)
  const seen = await look(first.matched, ledger.images())
  return seen.size === 0 ? first : drawn(want, live, ledger, wishes, seen)
}

const textsIn = ({ texts }: FilesWorld): Pick<Rules, 'texts'> => (texts === undefined ? {} : { texts })

/** Draws the plan from what was read, and which hosted images were recognised. */
export function drawn(want: FilesWorld, live: WorkspaceWorld, ledger: Ledger, wishes: Wishes, recognised = none): Drawing {
  const known = rulesOf(wishes, live, ledger)
  const images = recognised.size === 0 ? known.images : new Map([...known.images, ...recognised])
  const rules: Rules = { ...known, images, defaults: defaults(wishes, live), roots: want.rootsDigest, ...textsIn(want) }
  const planned = plan(want, live, ledger.entries(), kinds, rules)
  return { ...planned, files: want, workspace: live, ledger, live: underKeys(planned), wishes, recognised }
}
