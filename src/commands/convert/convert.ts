import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, resolve } from 'node:path'
import fastGlob from 'fast-glob'
import { kinds } from '../../kinds/index.ts'
import { hint, Stop, type Cache } from '../../model/index.ts'
import {
  converted,
  files,
  layoutNames,
  layouts,
  put,
  type Converted,
  type FilesOptions,
  type LayoutName,
  type Target,
} from '../../sides/files/index.ts'
import { load, startingIn, type Project } from '../config/load.ts'
import { confirmedTo } from '../confirm.ts'
import type { Door } from '../door.ts'
import type { Given } from '../options.ts'
import { holds, lay, proof } from './proof.ts'

/** Lays the content files out in another way: in place, or as a copy in a folder of its own. What they say stays the same, or nothing is written. */
export async function convert(given: Given, door: Door): Promise<number> {
  const to = layoutAsked(given)
  const dry = given.flag('dry-run')
  if (!dry && !given.flag('yes') && door.ask === null)
    throw new Stop(64, 'convert asks before it moves files, and there is nobody here to ask: look at --dry-run, then say --yes')
  const project = await load(given, door)
  const options = optionsOf(project)
  if (options.locales.layout === to) throw new Stop(64, `--to ${to}: the config says this layout already`)
  const asked = given.text('out')
  const out = asked === undefined ? null : resolve(startingIn(given, door), asked)
  const world = await files(options).read()
  const target: Target = { layout: to, content: rootsFor(to, options) }
  const done = converted(world, kinds, options, target)
  const pinned = world.resources.some((resource) => resource.pinned !== undefined)
  refuse(done, options, target, out, given.flag('beside'))
  const stage = join(project.root, '.content-sync', `convert-${door.unique()}`)
  const wrong = await proof(stage, done, world, options, target, pinned)
  if (wrong.length > 0)
    throw new Stop(65, ['the new files would say something else; nothing was written:', ...some(wrong)].join('\n'))
  door.out.write(summary(done, options, target, out === null ? null : relative(door.cwd, out) || '.', pinned, dry))
  if (dry) return 0
  if (!given.flag('yes') && !(await confirmedTo(`write ${counted(done.texts.size, 'file')}? (yes/no) `, door))) {
    door.err.write('nothing was written\n')
    return 1
  }
  if (out === null) inPlace(project.root, done)
  else lay(out, done, world, options)
  return 0
}

function layoutAsked(given: Given): LayoutName {
  const asked = given.text('to')
  const to = layoutNames.find((name) => name === asked)
  if (to !== undefined) return to
  const got = asked === undefined ? 'nothing' : `"${asked}"${hint(asked, layoutNames)}`
  throw new Stop(64, `--to: expected ${layoutNames.join(', ')}, got ${got}`)
}

// every body is read once
const nothing: Cache = { get: () => undefined, set: () => undefined }

const optionsOf = ({ root, config: { content, settings, locales, links, ids } }: Project): FilesOptions => ({
  root,
  content: content as Record<string, string>,
  settings,
  locales,
  links: links.check,
  cache: nothing,
  ...(ids === undefined ? {} : { ids }),
})

// between layouts that share their roots nothing else moves
function rootsFor(to: LayoutName, { content, locales }: FilesOptions): Readonly<Record<string, string>> {
  const shared = JSON.stringify(layouts[to].roots) === JSON.stringify(layouts[locales.layout].roots)
  return Object.fromEntries(
    Object.entries(content).map(([name, root]) => {
      const usual = layouts[to].roots[name as 'articles' | 'snippets']
      return [name, shared && !root.includes('{locale}') ? posix.normalize(root).replace(/\/$/u, '') : usual]
    }),
  )
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
const some = (lines: readonly string[]): string[] => [
  ...lines.slice(0, 20).map((line) => `  ${line}`),
  ...(lines.length > 20 ? [`  and ${lines.length - 20} more`] : []),
]

function refuse(
  { texts, copies, from }: Converted,
  { root, content }: FilesOptions,
  target: Target,
  out: string | null,
  beside: boolean,
): void {
  const base = out ?? root
  const ours = (file: string): boolean => out === null && from.has(file)
  const differing = [
    ...[...texts].filter(([file, text]) => !holds(join(base, file), text)),
    ...[...copies].filter(([file, image]) => existsSync(join(base, file)) && !same(join(base, file), join(root, image))),
  ].flatMap(([file]) => (existsSync(join(base, file)) && !ours(file) ? [file] : []))
  if (differing.length > 0)
    throw new Stop(65, ['these files are there and say something else; nothing was written:', ...some(differing)].join('\n'))
  const shared =
    out === null && Object.entries(target.content).every(([name, folder]) => posix.normalize(content[name] ?? '') === folder)
  if (beside || shared) return
  const folders = out === null ? [...new Set(Object.values(target.content))] : ['.']
  const there = folders.flatMap((folder) =>
    fastGlob
      .sync(`${folder}/**/*.{md,markdown,yaml,yml}`, { cwd: base, followSymbolicLinks: false })
      .filter((file) => !texts.has(file)),
  )
  if (there.length > 0)
    throw new Stop(
      64,
      ['there are files already where the new ones go; to write beside them: --beside', ...some(there)].join('\n'),
    )
}

const same = (a: string, b: string): boolean => readFileSync(a).equals(readFileSync(b))

function inPlace(root: string, { texts, copies, gone }: Converted): void {
  for (const [to, from] of copies) {
    mkdirSync(dirname(join(root, to)), { recursive: true })
    copyFileSync(join(root, from), join(root, to))
  }
  put(
    root,
    [...texts].map(([file, text]) => ({ file, text })),
  )
  put(
    root,
    gone.map((file) => ({ file, text: null })),
  )
}

function summary(
  { texts, copies, gone }: Converted,
  { content, locales }: FilesOptions,
  target: Target,
  out: string | null,
  pinned: boolean,
  dry: boolean,
): string {
  const usual = JSON.stringify(target.content) === JSON.stringify(layouts[target.layout].roots)
  const said = JSON.stringify(content) === JSON.stringify(layouts[locales.layout].roots)
  const config = [
    `locales: { default: '${locales.default}', layout: '${target.layout}' }`,
    ...(usual && said ? [] : [`content: ${JSON.stringify(target.content)}`]),
    ...(pinned && layouts[target.layout].common === undefined ? [`ids: 'front-matter'`] : []),
  ]
  return [
    `${locales.layout} → ${target.layout}: ${counted(texts.size, 'file')} written${out === null ? '' : ` to ${out}`}, ${counted(copies.size, 'image')} ${out === null ? 'moved' : 'copied'}, ${out === null ? counted(gone.length, 'file') : 'no file'} taken away`,
    'read again, they say the same',
    `${dry ? 'nothing was written; after it, ' : ''}the config has to say:`,
    ...config.map((line) => `  ${line},`),
    '',
  ].join('\n')
}
