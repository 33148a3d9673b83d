import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ignore from 'ignore'
import type { Ignore } from 'ignore'

/** Whether a path below a root is left out, and the text of all rules that decide it. */
export interface Rules {
  ignores(path: string): boolean
  readonly text: readonly string[]
}

const readme = /^readme(?:\.[a-z-]+)?\.(?:md|markdown)$/iu
const unwanted = (name: string): boolean => name.startsWith('_') || name.startsWith('.') || readme.test(name)

/**
 * The ignore rules of a content folder: names, and `.syncignore` files (gitignore syntax) in the repository's root, in it and in folders below. As in git the
 * deepest rule decides, and nothing below an ignored folder comes back. `files` are those `.syncignore` files, relative to the repository.
 */
export function rules(repository: string, folder: string, files: readonly string[]): Rules {
  const texts = files.map((file) => readFileSync(join(repository, file), 'utf8'))
  const matchers = new Map<string, Ignore>(
    files.map((file, index) => [posix.dirname(file), ignore().add(texts[index] as string)]),
  )
  const known = new Map<string, boolean>()

  const byFiles = (path: string, isFolder: boolean): boolean => {
    let out = false
    for (const from of ancestors(path)) {
      const matcher = matchers.get(from)
      if (matcher === undefined) continue
      const verdict = matcher.test((from === '.' ? path : path.slice(from.length + 1)) + (isFolder ? '/' : ''))
      if (verdict.ignored) out = true
      else if (verdict.unignored) out = false
    }
    return out
  }

  const folderIgnored = (path: string): boolean => {
    if (path === '.' || path.startsWith('..')) return false
    const before = known.get(path)
    if (before !== undefined) return before
    const inside = path !== folder && path.startsWith(folder === '.' ? '' : `${folder}/`)
    const out = folderIgnored(posix.dirname(path)) || (inside && unwanted(posix.basename(path))) || byFiles(path, true)
    known.set(path, out)
    return out
  }

  return {
    ignores: (path) => unwanted(posix.basename(path)) || folderIgnored(posix.dirname(path)) || byFiles(path, false),
    text: files.map((file, index) => `${file}\n${texts[index] as string}`),
  }
}

// from the repository's root down to the folder of the path
function ancestors(path: string): string[] {
  const folders = ['.']
  for (let cut = path.indexOf('/'); cut >= 0; cut = path.indexOf('/', cut + 1)) folders.push(path.slice(0, cut))
  return folders
}
