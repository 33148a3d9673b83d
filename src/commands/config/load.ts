import { basename, dirname, resolve } from 'node:path'
import { statSync } from 'node:fs'
import { hint, Stop } from '../../model/index.ts'
import type { Door } from '../door.ts'
import type { Given } from '../options.ts'
import { findConfig } from './find.ts'
import { readConfig } from './read.ts'
import type { Settled, Workspace } from './schema.ts'
import { settle } from './settle.ts'
import { environment, secretsIn } from './tokens.ts'

/** A project: its folder, its config, and the environment with `.env` laid under it. */
export interface Project {
  /** absolute: the folder of the config */
  readonly root: string
  readonly config: Settled
  readonly env: Door['env']
}

/** Finds, reads and checks the config a run is about; what it tells secret is hidden from then on. */
export async function load(given: Given, door: Door): Promise<Project> {
  const path = findConfig(startingIn(given, door), given.text('config'))
  const config = settle(await readConfig(path), basename(path))
  const env = environment(dirname(path), door.env)
  for (const secret of secretsIn(env)) door.hide(secret)
  return { root: dirname(path), config, env }
}

/** The absolute folder a run starts in. Throws Stop(64) when `--cwd` names none. */
export function startingIn(given: Given, door: Door): string {
  const asked = given.text('cwd')
  const folder = resolve(door.cwd, asked ?? '.')
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Stop(64, `--cwd: expected a folder, got ${JSON.stringify(asked)}`)
  return folder
}

/** The workspace a run is about, by name: the one asked for, the config's own choice, or the only one. Throws Stop(64) for a name there is not. */
export function chosen(config: Settled, asked: string | undefined): { readonly name: string; readonly workspace: Workspace } {
  const names = Object.keys(config.workspaces)
  const name = asked ?? config.workspace ?? (names.length === 1 ? names[0] : undefined)
  if (name === undefined)
    throw new Stop(64, `which workspace? expected --workspace with one of ${names.join(', ')}, or "workspace" in the config`)
  const workspace = config.workspaces[name]
  if (workspace === undefined)
    throw new Stop(64, `--workspace: expected one of ${names.join(', ')}, got "${name}"${hint(name, names)}`)
  return { name, workspace }
}
