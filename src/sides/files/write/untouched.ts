import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256, Stop } from '../../../model/index.ts'
import type { Writing } from './surroundings.ts'

/** Files that are about to be written, as they were when that was decided: path → digest of its bytes; null where there is none. */
export type Untouched = ReadonlyMap<string, string | null>

/** The files of `writings` as they were `read` (path → digest), those not among these as they are now. */
export const untouched = (root: string, writings: readonly Writing[], read: ReadonlyMap<string, string>): Untouched =>
  new Map(writings.map(({ file }) => [file, read.get(file) ?? digestAt(join(root, file))]))

/** Throws Stop 5 where one of the files is not as it was: somebody wrote it while nobody looked, and what is to be written knows nothing of that. */
export function refuseEdited(root: string, before: Untouched): void {
  const edited = [...before].flatMap(([file, digest]) => (digestAt(join(root, file)) === digest ? [] : [file]))
  const [first] = edited
  if (first === undefined) return
  const more = edited.length === 1 ? '' : ` and ${edited.length - 1} more`
  throw new Stop(5, `${first}${more}: edited while pull was at work, and kept; no text was written: pull again`)
}

const digestAt = (path: string): string | null => (existsSync(path) ? sha256(readFileSync(path)) : null)
