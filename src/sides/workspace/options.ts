import type { Cache, World } from '../../model/index.ts'

/** Time as a parameter: milliseconds, and a wait that an aborted signal ends by rejecting. */
export interface Clock {
  now(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** How much of the budget is ours: `leave` is a share from 0 to 1 never used; `paced` spreads requests over the window, `burst` does not. */
export interface Pace {
  readonly leave: number
  readonly mode: 'paced' | 'burst'
}

/** What a run tells about itself while it reads. */
export interface Progress {
  readonly doing: 'listing'
  readonly kind: string
  readonly count: number
}

/** All a live workspace needs from outside; nothing below reads the environment. */
export interface WorkspaceOptions {
  /** `https://api.intercom.io`, `https://api.eu.intercom.io`, `https://api.au.intercom.io`, or http on loopback */
  readonly baseUrl: string
  readonly token: string
  /** the default locale of the config; its fields have no suffix */
  readonly locale: string
  /** identifier or id of our help center where there are several; absent: the workspace's default one */
  readonly helpCenter?: string
  readonly pace: Pace
  readonly cache: Cache
  readonly clock: Clock
  /** from 0 to 1, for jitter */
  readonly random: () => number
  /** milliseconds one request may take */
  readonly timeout: number
  /** where Intercom can fetch the image of a digest that it does not host yet; null: nowhere */
  readonly imageUrl?: (source: string) => string | null
  /** told of images right before Intercom is asked to fetch them; what it throws ends that write, unsent */
  readonly imagesReady?: (sources: readonly string[]) => Promise<void>
  /** how a text is sent that can be sent as Markdown or as blocks; absent: as Markdown */
  readonly texts?: 'markdown' | 'blocks'
  /** ends every wait and every request */
  readonly signal?: AbortSignal
  /** asked right before each attempt of a write goes on the wire, after it waited for its turn; what it throws ends that write, unsent */
  readonly before?: () => Promise<void>
  readonly progress?: (event: Progress) => void
  /** told of each hosted image that is read: its bare path (`cdn:/i/o/…`), and the signature it can be fetched with for some minutes */
  readonly sighted?: (image: string, signature: string) => void
  /** commands asked for by their flag: `apply-audience-to-existing` */
  readonly flags?: ReadonlySet<string>
  /** `replace`: an update that sends a locale sends them all (learned of a workspace, pinned in its facts) */
  readonly translations?: () => 'merge' | 'replace' | undefined
}

/** Every request sent, retries included. `routes` counts by method and path with ids as `{id}`. */
export interface Tally {
  readonly reads: number
  readonly writes: number
  /** sent again after an error or a silence */
  readonly retried: number
  /** answered 429 */
  readonly throttled: number
  readonly routes: Readonly<Record<string, number>>
}

/** The workspace a token belongs to; `admin` is the id of the token's own teammate. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly region: string
  readonly admin: string
}

/** A help center of the workspace; `url` has no slash at the end. */
export interface HelpCenter {
  readonly id: string
  readonly identifier: string
  readonly url: string
  readonly domain: string | null
  readonly locales: readonly string[]
  readonly default: boolean
  /** the one this run writes to */
  readonly ours: boolean
}

/** A reading of a workspace, and where it was read. `serverTime`: the server's clock when the lists began, in epoch seconds; `timeout`: seconds one request may take. */
export interface WorkspaceWorld extends World {
  readonly account: Account
  readonly helpCenters: readonly HelpCenter[]
  /** the address of our help center's pages, no slash at the end */
  readonly pagesBase: string
  readonly serverTime: number
  readonly timeout: number
}
