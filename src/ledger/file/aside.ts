import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { digestOf, type Fields } from '../../model/index.ts'

/** Whether a record is what its name says. */
function sound(path: string, digest: string): boolean {
  try {
    return digestOf(JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Fields) === digest
  } catch {
    // however it is damaged: it stays where it was put aside
    return false
  }
}

function clearDamaged(folder: string): void {
  for (const shelf of readdirSync(folder))
    for (const name of readdirSync(join(folder, shelf))) {
      const path = join(folder, shelf, name)
      if (!sound(path, `${shelf}${name.split('.')[0] ?? ''}`)) rmSync(path)
    }
}

/**
 * Moves the memory of a folder to another, so that a new one can begin here: ledger and journal, and a copy of all records. What is sound of
 * those stays, the history names them. Nothing is deleted that was not copied before.
 */
export function putAside(folder: string, to: string): void {
  const objects = join(folder, 'objects')
  mkdirSync(to, { recursive: true })
  // the ledger first: a journal without its ledger is refused, a ledger without its journal is not
  for (const name of ['objects', 'ledger.ndjson', 'journal']) {
    if (!existsSync(join(folder, name))) continue
    cpSync(join(folder, name), join(to, name), { recursive: true })
    if (name !== 'objects') rmSync(join(folder, name), { recursive: true })
  }
  if (existsSync(objects)) clearDamaged(objects)
}
