import { existsSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, posix, relative } from 'node:path'
import fastGlob from 'fast-glob'
import type { Finding, Kind } from '../../model/index.ts'
import { rules } from './ignored.ts'
import { layouts, type Layout } from './layout/index.ts'
import { localeOf } from './locales.ts'
import { besideWhat } from './merge/beside-name.ts'
import type { FilesOptions } from './options.ts'
import type { Root } from './roots.ts'

/** A content file: `path` is below its root, without extension and locale, NFC; `said` is the locale that folder or name tell. */
export interface Place {
  readonly kind: Kind
  readonly file: string
  readonly path: string
  readonly said: string | null
}

export interface Listing {
  readonly places: readonly Place[]
  /** `_collection.yaml` and its like: `path` is that of the folder it describes */
  readonly shelves: readonly Place[]
  /** all files that no rule leaves out, below the root */
  readonly beside: readonly string[]
  readonly ignored: readonly string[]
  readonly findings: readonly Finding[]
  readonly rules: readonly string[]
  /** false: the folder could not be read as a whole */
  readonly whole: boolean
}

const content = /\.(?:md|markdown)$/iu

/** The content files of one root in order of their names, what was left out, and symbolic links that lead nowhere good. */
export function list(root: Root, others: readonly Root[], options: FilesOptions): Listing {
  const { folder, kind } = root
  const away = unreadable(options.root, folder)
  if (away !== null) return { places: [], shelves: [], beside: [], ignored: [], findings: [away], rules: [], whole: false }
  const found = fastGlob.sync('**', {
    cwd: join(options.root, folder),
    dot: true,
    onlyFiles: false,
    objectMode: true,
    followSymbolicLinks: false,
    ignore: ['**/.git/**', '**/.content-sync/**', '**/node_modules/**'],
  })
  const here = (path: string): string => posix.join(folder, path)
  const nested = others
    .filter((other) => other.folder !== folder)
    .map((other) => `${other.folder}/`)
    .filter((other) => other.startsWith(folder === '.' ? '' : `${folder}/`))
  const entries = found
    .map((entry) => ({
      file: here(entry.path),
      path: entry.path,
      link: entry.dirent.isSymbolicLink(),
      isFile: entry.dirent.isFile(),
    }))
    .filter(({ file }) => !nested.some((other) => file.startsWith(other)))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
  const files = entries.filter((entry) => entry.isFile)
  const ruled = rules(options.root, folder, [
    ...ignoreFilesAbove(options.root, folder),
    ...ignoreFiles(files.map(({ file }) => file)),
  ])
  const texts = files.filter(({ path }) => content.test(path))
  const shelf = kind.home.in === 'content' && kind.home.directories !== undefined ? shelfName(kind.home.directories) : null
  const layout = layouts[options.locales.layout]
  const kept = texts.filter(({ file }) => !ruled.ignores(file))
  return {
    places: kept.flatMap(({ file, path }) => place(root, file, path, layout) ?? []),
    shelves:
      shelf === null
        ? []
        : files.flatMap(({ file, path }) => {
            const name = shelf.exec(posix.basename(path))
            if (name === null || ruled.ignores(posix.join(posix.dirname(file), 'x'))) return []
            const told = layout.folder(posix.dirname(path.normalize('NFC')), root.locale)
            const said = name[1] === undefined ? (root.locale ?? told.said) : (localeOf(name[1]) ?? null)
            return [{ kind, file, path: told.path, said }]
          }),
    beside: files.filter(({ file }) => !ruled.ignores(posix.join(posix.dirname(file), 'x'))).map(({ path }) => path),
    ignored: [
      ...texts.map(({ file }) => file).filter((file) => ruled.ignores(file)),
      ...kept.filter(({ file, path }) => place(root, file, path, layout) === null).map(({ file }) => file),
    ],
    findings: [
      ...entries.filter(({ link }) => link).flatMap(({ file }) => strayLink(options.root, folder, file)),
      ...undecided(texts.map(({ file }) => file)),
    ],
    rules: ruled.text,
    whole: true,
  }
}

// what `pull --merge --conflicts files` left beside a file until a person decided
function undecided(files: readonly string[]): Finding[] {
  const here = new Set(files)
  return files.flatMap((beside) => {
    const file = besideWhat(beside)
    if (file === null || !here.has(file)) return []
    const message = `expected one text, got another one in ${posix.basename(beside)}; take over what belongs here, then delete that file`
    return [{ severity: 'error' as const, rule: 'files/conflict', file, line: 1, message }]
  })
}

const shelfName = (kind: string): RegExp => new RegExp(`^_${kind}(?:\\.([A-Za-z-]+))?\\.ya?ml$`, 'u')

function place(root: Root, file: string, below: string, layout: Layout): Place | null {
  const told = layout.tells(below.normalize('NFC').replace(content, ''), root.locale)
  return told === null ? null : { kind: root.kind, file, path: told.path, said: root.locale ?? told.said }
}

const ignoreFiles = (files: readonly string[]): string[] => files.filter((file) => posix.basename(file) === '.syncignore')

function ignoreFilesAbove(repository: string, folder: string): string[] {
  if (folder === '.') return []
  const above = folder.split('/').map((_, index, all) => posix.join('.', ...all.slice(0, index), '.syncignore'))
  return above.filter((file) => !file.startsWith('..') && existsSync(join(repository, file)))
}

/** Whether an absolute, real path is in a folder or is that folder. */
export function within(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!way.startsWith('..') && !isAbsolute(way))
}

function unreadable(repository: string, folder: string): Finding | null {
  const path = join(repository, folder)
  const finding = (message: string): Finding => ({ severity: 'error', rule: 'files/root', file: folder, line: 1, message })
  if (!statSync(path).isDirectory()) return finding('expected a folder of content, got a file')
  // a root that is configured to be elsewhere is meant; one that turns out to be elsewhere is not
  if (folder.startsWith('..') || within(realpathSync(repository), realpathSync(path))) return null
  return finding('expected a folder of the repository, got a symbolic link out of it; nothing in it was read')
}

function strayLink(repository: string, folder: string, file: string): Finding[] {
  const path = join(repository, file)
  const finding = (severity: 'error' | 'warning', message: string): Finding[] => [
    { severity, rule: 'files/link', file, line: 1, message },
  ]
  if (!existsSync(path)) return finding('warning', 'a symbolic link to nothing; it is not followed')
  const target = realpathSync(path)
  const home = [repository, join(repository, folder)].map((one) => realpathSync(one))
  if (!home.some((one) => within(one, target)))
    return finding('error', 'a symbolic link out of the repository; it is not followed, put the file itself here')
  return finding('warning', 'a symbolic link; it is not followed, what it leads to is read where it is')
}
