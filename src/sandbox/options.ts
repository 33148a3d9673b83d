import type { Faults } from './faults.ts'
import type { Topic } from './happened.ts'
import type { RequestLogEntry } from './log.ts'
import type { Seed } from './seed.ts'
import type { Tables } from './shapes.ts'
import type { Switches } from './switches.ts'

/** How a sandbox is started; everything has a default. */
export interface SandboxOptions {
  /** 0 is any free one, the default. */
  readonly port?: number
  /** The folder it is kept in; without one it is forgotten. */
  readonly data?: string
  /** Wipes the folder and takes a new workspace id. */
  readonly fresh?: boolean
  /** Requests per window, `1667/10s` by default. */
  readonly limit?: string
  readonly switches?: Partial<Switches>
  /** The access token of a new workspace. */
  readonly token?: string
  /** Milliseconds; the system's clock by default. */
  readonly now?: () => number
  /** Waits for milliseconds by the clock of `now`; the system's timer by default. */
  readonly sleep?: (ms: number) => Promise<void>
  readonly faults?: Faults
  readonly seed?: Seed
  /** Called when a request arrived and when its work is done but not yet answered; both wait for it. */
  readonly watch?: Watch
}

/** One of the two moments of a request; `n` counts the requests of a sandbox from 1, as its log does. */
export interface Moment {
  readonly n: number
  readonly phase: 'arrived' | 'done'
  readonly method: string
  readonly path: string
}

export type Watch = (moment: Moment) => Promise<void> | void

/** A write as a teammate would make it in the browser: not counted, not logged, not faulted. */
export interface Edit {
  /** As in `/articles/12`. */
  readonly path: string
  /** PUT by default. */
  readonly method?: 'POST' | 'PUT' | 'DELETE'
  readonly body?: Readonly<Record<string, unknown>>
  /** The e-mail address of the teammate. */
  readonly admin: string
}

/** Who is told what happens to articles, as an app's settings in the Developer Hub would have it. */
export interface Webhook {
  /** On this machine. */
  readonly url: string
  /** The app's client secret, with which notifications are signed. */
  readonly secret: string
  /** All of them by default. */
  readonly topics?: readonly Topic[]
  /** How much of a deleted article is told; by default its id. */
  readonly deleted?: 'minimal' | 'full'
}

/** One attempt to deliver a notification; `status` 0: it was not sent, or nobody answered. */
export interface Delivery {
  readonly id: string
  readonly topic: string
  readonly article: string | null
  readonly attempt: number
  readonly status: number
}

/** Everything the workspace holds, as stored. */
export type State = { readonly [K in keyof Tables]: readonly Tables[K][] }

/** What a test or the control plane may do to a running sandbox. */
export interface Control {
  log(): readonly RequestLogEntry[]
  clearLog(): void
  state(): State
  faults(faults: Faults): void
  switches(changes: Partial<Switches>): void
  edit(edit: Edit): Promise<{ status: number; body?: unknown }>
  /** Moves the clock forward by milliseconds. */
  advance(ms: number): void
  /** Subscribes these instead of those before. Throws an Error for an address that does not answer a HEAD. */
  webhooks(webhooks: readonly Webhook[]): Promise<void>
  /** Every attempt to deliver a notification so far, once none is under way. */
  delivered(): Promise<readonly Delivery[]>
  /** Puts HTML into an article as it is: what Intercom's own editor wrote, or an importer years ago. */
  plant(id: number, html: string, locale?: string): void
  /** Puts Markdown into a snippet as it is. */
  plantSnippet(id: number, markdown: string): void
  /** Names the procedures that need a snippet, so that it cannot be deleted. */
  holdSnippet(id: number, procedures: readonly string[]): void
  /** Names the segments that need a tag, so that it cannot be deleted. */
  holdTag(id: number, segments: readonly string[]): void
  /** Moves a help center to a host name of its own, or away from it. */
  domain(name: string | null): void
  /** Adds an import source the API cannot create, one that is synced automatically. */
  addSyncedSource(url: string): number
}

/** A running sandbox. */
export interface Sandbox {
  /** Where the API is. */
  readonly url: string
  readonly token: string
  /** A token that may only read, and not snippets. */
  readonly readToken: string
  /** The address of the help center's page. */
  readonly helpCenter: string
  readonly workspaceId: string
  readonly control: Control
  requests(): readonly RequestLogEntry[]
  close(): Promise<void>
}
