import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Stop } from '../../model/index.ts'
import { files, type FilesWorld } from '../../sides/files/index.ts'
import { startingIn } from '../config/load.ts'
import { environment, secretsIn, tokenFor } from '../config/tokens.ts'
import { confirmedTo } from '../confirm.ts'
import type { Door } from '../door.ts'
import type { Given } from '../options.ts'
import { formatOf, result } from '../result.ts'
import { places } from '../state.ts'
import { choose, type Wanted } from './choose.ts'
import { drafts, type Draft } from './drafts.ts'
import { repository } from './repository.ts'
import { next, told, type Told } from './told.ts'
import { workspaceOf, type There } from './workspace.ts'

/** Looks at a repository, and at a workspace where there is a token, and writes what is needed to begin. What is there already stays as it is. */
export async function init(given: Given, door: Door): Promise<number> {
  const root = startingIn(given, door)
  const found = repository(root)
  const wanted = await choose(root, found, given, door.ask)
  const workspace = nameOf(given)
  const there = await lookedUp(root, workspace, given, door)
  const world = await read(root, wanted)
  const chosen = {
    ...wanted,
    workspace,
    there: typeof there === 'string' ? null : there,
    helpCenter: given.text('help-center') ?? null,
    lenient: world.findings.some(({ severity, rule }) => severity === 'error' && rule === 'links/target'),
    images: world.images.size > 0,
    slug: found.slug,
  }
  const all = drafts(root, found, chosen, wanted.host, version())
  const now = new Map(
    all.flatMap(({ file }) => (existsSync(join(root, file)) ? [[file, readFileSync(join(root, file), 'utf8')]] : [])),
  )
  const count = (is: string): number =>
    world.findings.filter(({ severity, rule }) => severity === is && !(chosen.lenient && rule === 'links/target')).length
  const said: Told = {
    found,
    wanted,
    count: { pages: world.files, errors: count('error'), warnings: count('warning') },
    drafts: all,
    there,
    workspace,
    written: false,
    now,
  }
  const work = all.filter(({ is }) => is === 'add' || is === 'more')
  if (given.flag('dry-run') || work.length === 0) return end(said, given, door, 0)
  if (!given.flag('yes') && door.ask !== null) {
    door.err.write(told(said))
    if (!(await confirmedTo(`write ${work.length === 1 ? 'this file' : `these ${work.length} files`}? (yes/no) `, door))) {
      door.err.write('nothing was written\n')
      return 1
    }
  }
  for (const draft of work) written(root, draft)
  return end({ ...said, written: true }, given, door, 0)
}

function nameOf(given: Given): string {
  const name = given.text('workspace') ?? 'production'
  if (!/^[A-Za-z][\w-]*$/u.test(name) || name === 'sandbox' || name === 'cache')
    throw new Stop(64, `--workspace: expected a name of letters, digits, - and _, not "sandbox" or "cache", got "${name}"`)
  return name
}

function end(said: Told, given: Given, door: Door, code: number): number {
  result(
    formatOf(given) === 'json' ? `${JSON.stringify(document(said), null, 2)}\n` : `${told(said)}\n${next(said)}`,
    given,
    door,
  )
  return code
}

const document = ({ found, wanted, count, drafts, there, workspace, written }: Told): object => ({
  format: 'content-sync/init',
  version: 1,
  found: { ...found, ...count },
  wanted,
  workspace:
    there === null || typeof there === 'string'
      ? { name: workspace, id: null, says: there }
      : { name: workspace, id: there.id, says: null, counts: there.counts },
  files: drafts.map(({ file, is, text }) => ({ file, is: written && (is === 'add' || is === 'more') ? 'written' : is, text })),
})

/** The workspace the token opens; why it opens none; null without a token. */
async function lookedUp(root: string, workspace: string, given: Given, door: Door): Promise<There | string | null> {
  const env = environment(root, door.env)
  for (const secret of secretsIn(env)) door.hide(secret)
  if (secretsIn(env).every((secret) => secret.trim() === '')) return null
  const token = tokenFor(workspace, env)
  const said = { region: given.text('region'), baseUrl: given.text('base-url') }
  return await workspaceOf(token, said, join(places(root).cache, 'init.ndjson'), door)
}

const read = (root: string, { articles, snippets, locale, layout }: Wanted): Promise<FilesWorld> =>
  files({
    root,
    content: { articles, ...(snippets === null ? {} : { snippets }) },
    settings: 'config',
    locales: { default: locale, layout },
    links: 'error',
    cache: forgetting,
  }).read()

const forgetting = { get: () => undefined, set: () => undefined }

/** A file that is not there yet is made, never another put in its place; lines are added to one that is. */
function written(root: string, { file, is, text }: Draft): void {
  const path = join(root, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { flag: is === 'add' ? 'wx' : 'w' })
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
  return version
}
