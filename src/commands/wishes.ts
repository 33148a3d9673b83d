import type { Allow } from '../plan/index.ts'
import type { Project } from './config/load.ts'
import type { Workspace } from './config/schema.ts'
import type { Wishes } from './draw.ts'
import type { Given } from './options.ts'

/** What a person decided for this run: the config, and the flags above it. */
export function wishes({ config }: Project, workspace: Workspace, given: Given, only: Wishes['only']): Wishes {
  const { authors = {}, audiences = {}, tags = {} } = workspace.map ?? {}
  return {
    prune: given.flag('prune') ? true : config.prune,
    drift: config.drift,
    allow: new Set(given.list('allow') as readonly Allow[]),
    limits: config.limits,
    only,
    retryBlocked: given.flag('retry-blocked'),
    commands: given.commands,
    locale: config.locales.default,
    state: config.defaults.state,
    ...(workspace.id === undefined ? {} : { workspace: workspace.id }),
    ...(workspace.author === undefined ? {} : { author: workspace.author }),
    map: { author: named(authors), audience: named(audiences), tag: named(tags) },
  }
}

const named = (names: Readonly<Record<string, string | number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(names).map(([name, there]) => [name, String(there)]))
