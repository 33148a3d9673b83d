import { existsSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { Stop } from '../../model/index.ts'

/** What a config may be called, the usual name first. */
export const configNames = ['sync.config.ts', 'sync.config.mts', 'sync.config.js', 'sync.config.mjs', 'sync.config.json']

/** The absolute path of the config: the one named, or the first found in `cwd` and above it, no further than the git root. Throws Stop(78) without one. */
export function findConfig(cwd: string, named: string | undefined): string {
  if (named !== undefined) return namedConfig(cwd, named)
  const found = lookUpwards(cwd)
  if (found === undefined) {
    throw new Stop(
      78,
      `no config: expected sync.config.ts (.mts .js .mjs .json) in ${cwd} or above it up to the git root; write one, or name it with --config`,
    )
  }
  return found
}

/** Like `findConfig`, undefined where there is none: for verbs that can do without. */
export const lookForConfig = (cwd: string, named: string | undefined): string | undefined =>
  named === undefined ? lookUpwards(cwd) : namedConfig(cwd, named)

function namedConfig(cwd: string, named: string): string {
  const path = isAbsolute(named) ? named : resolve(cwd, named)
  if (!existsSync(path) || !statSync(path).isFile()) throw new Stop(78, `${named}: no such config file in ${cwd}`)
  return path
}

function lookUpwards(cwd: string): string | undefined {
  const inside = gitRoot(cwd)
  for (let folder = cwd; ; folder = dirname(folder)) {
    const found = configNames.map((name) => join(folder, name)).find((path) => existsSync(path))
    // without a git root only the folder itself is looked at
    if (found !== undefined || inside === undefined || folder === inside) return found
  }
}

function gitRoot(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder
    if (dirname(folder) === folder) return undefined
  }
}
