import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Piece } from './tree.ts'

/** Puts files into a new folder, whole or not at all. */
export function lay(
  folder: string,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  unique: string,
): void {
  const beside = `${folder}.${unique}.new`
  const made = new Set<string>()
  mkdirSync(beside, { recursive: true })
  for (const { path, bytes } of files) {
    const place = join(beside, path)
    if (!made.has(dirname(place))) mkdirSync(dirname(place), { recursive: true })
    made.add(dirname(place))
    writeFileSync(place, bytes)
  }
  move(beside, folder)
}

// another run may have put the same there meanwhile
function move(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!existsSync(to)) throw error
    rmSync(from, { recursive: true, force: true })
  }
}

/** Copies what is remembered from one folder to a new one; its lock is not. */
export function copy(from: string, to: string): void {
  const made = new Set<string>()
  mkdirSync(to, { recursive: true })
  for (const path of existsSync(from) ? [...paths(from)].filter((each) => remembered.test(each)) : []) {
    const place = join(to, path)
    if (!made.has(dirname(place))) mkdirSync(dirname(place), { recursive: true })
    made.add(dirname(place))
    // records never change
    if (!path.startsWith('objects/') || !linked(join(from, path), place)) copyFileSync(join(from, path), place)
  }
}

// on another disk, or where there are no links
const unlinkable = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK'])

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (unlinkable.has(String((error as NodeJS.ErrnoException).code))) return false
    throw error
  }
}

/** Looks what changed in a folder since it was looked at last; `settle` says that it is safe now. */
export interface Watch {
  /** all at one moment: nothing of what a run puts into its memory comes in between */
  changes(): { readonly pieces: readonly Piece[]; readonly settle: () => void }
}

// all else in a workspace's folder belongs to one machine; what ends with .new is not whole yet
const remembered = /^(ledger\.ndjson|(objects|journal|history)\/.*)$/u

/** Files below a folder, with slashes. */
function* paths(folder: string, under = ''): Iterable<string> {
  for (const entry of readdirSync(join(folder, under), { withFileTypes: true })) {
    const path = `${under}${entry.name}`
    if (entry.isDirectory()) yield* paths(folder, `${path}/`)
    else if (!path.endsWith('.new')) yield path
  }
}

/** Watches a folder that is known to hold so many files. Records never change: they are told by their names. */
export function watch(folder: string, known: boolean): Watch {
  const look = (): Map<string, string> =>
    new Map([...paths(folder)].map((path) => [path, path.startsWith('objects/') ? '' : sign(join(folder, path))]))
  let safe: ReadonlyMap<string, string> = known ? look() : new Map()
  return {
    changes() {
      const now = look()
      // a folder that somebody cleans up is no reason to forget everything
      if (safe.has('ledger.ndjson') && !now.has('ledger.ndjson'))
        throw new Error(`${folder}: the ledger of a run under way is gone`)
      const fresh = [...now].filter(([name, mark]) => safe.get(name) !== mark)
      const gone = [...safe.keys()].filter((name) => !now.has(name))
      return {
        pieces: [
          ...gone.map((path) => ({ path, bytes: null })),
          ...fresh.map(([path]) => ({ path, bytes: readFileSync(join(folder, path)) })),
        ],
        settle: () => {
          safe = now
        },
      }
    },
  }
}

function sign(path: string): string {
  const { ino, size, mtimeNs } = statSync(path, { bigint: true })
  return `${ino} ${size} ${mtimeNs}`
}

const day = 86_400_000

/** Removes folders of runs that ended long ago. */
export function tidy(parent: string, now: number): void {
  if (!existsSync(parent)) return
  for (const name of readdirSync(parent)) {
    const path = join(parent, name)
    if (now - statSync(path).mtimeMs > day) rmSync(path, { recursive: true, force: true })
  }
}
