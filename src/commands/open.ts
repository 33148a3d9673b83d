import { join } from 'node:path'
import { cacheFile, type CacheFile } from '../ledger/index.ts'
import type { WorkspaceOptions } from '../sides/workspace/index.ts'
import { baseUrl, onLoopback } from './config/address.ts'
import { chosen, type Project } from './config/load.ts'
import type { Workspace } from './config/schema.ts'
import { tokenFor } from './config/tokens.ts'
import type { Door } from './door.ts'
import { embedded } from './embedded.ts'
import type { Given } from './options.ts'
import { places, prepareSandbox } from './state.ts'

/** A workspace a run can speak to. */
export interface Opened {
  readonly name: string
  readonly workspace: Workspace
  readonly options: WorkspaceOptions
  /** on this machine: it can fetch images from us */
  readonly local: boolean
  /** how to look at a sandbox: its pages while somebody serves them, else what to run */
  readonly look?: string
  readonly cache: CacheFile
  close(): Promise<void>
}

/** Milliseconds one request may take: over the net, and on this machine. */
const timeout = { far: 60_000, near: 10_000 }

/** Opens the workspace a run is about; the embedded sandbox is started on the way. Its token is hidden from then on. */
export async function open({ root, config, env }: Project, given: Given, door: Door): Promise<Opened> {
  const { name, workspace } = chosen(config, given.text('workspace'))
  if (workspace.sandbox === true) prepareSandbox(root, name, config.ledger)
  const there =
    workspace.sandbox === true
      ? await embedded(places(root).sandbox(name), {}, (ms) => door.sleep(ms))
      : { url: baseUrl(workspace), token: tokenFor(name, env), others: false, helpCenter: '', close: () => Promise.resolve() }
  door.hide(there.token)
  const cache = cacheFile(join(places(root).ledger(name), 'cache', 'workspace.ndjson'))
  return {
    name,
    workspace,
    cache,
    local: onLoopback(there.url),
    ...(workspace.sandbox === true ? { look: there.others ? there.helpCenter : sandboxOf(name) } : {}),
    close: () => there.close(),
    options: {
      baseUrl: there.url,
      token: there.token,
      locale: config.locales.default,
      texts: config.snippets.write,
      ...(workspace.helpCenter === undefined ? {} : { helpCenter: workspace.helpCenter }),
      pace: { leave: Number.parseFloat(config.pace.leave) / 100, mode: config.pace.mode },
      cache,
      clock: { now: door.now, sleep: door.sleep },
      random: door.random,
      timeout: onLoopback(there.url) ? timeout.near : timeout.far,
      flags: given.commands,
    },
  }
}

/** What shows the pages of an embedded sandbox: without a name that command serves the one called so. */
const sandboxOf = (name: string): string => `content-sync sandbox${name === 'sandbox' ? '' : ` -w ${name}`}`
