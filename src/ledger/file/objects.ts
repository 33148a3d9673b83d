import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Fields, Recorded } from '../../model/index.ts'
import { digestOf, Stop, stable } from '../../model/index.ts'

/** Canonical records by the digest of their content, compressed, one file each. */
export interface Objects {
  record(fields: Fields): Recorded
  recorded(digest: string): Recorded
  /** resolves once every record written before survives the loss of power */
  flush(): Promise<void>
  /** removes what no entry names any more */
  sweep(used: ReadonlySet<string>): void
}

/** Whether a record is kept by its digest already. */
export const isRecorded = (record: Fields | Recorded): record is Recorded => typeof record['fields'] === 'function'

/** files open at the same time while they are flushed; a disk does many together in the time of a few */
const atOnce = 64

async function flushed(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.datasync()
  } finally {
    await file.close()
  }
}

/** The record in a file; null where the file is not what was written. */
function unpacked(bytes: Buffer): Fields | null {
  try {
    return JSON.parse(gunzipSync(bytes).toString('utf8')) as Fields
  } catch {
    // whatever else it is, it does not match its name
    return null
  }
}

export function objects(folder: string): Objects {
  const pathOf = (digest: string): string => join(folder, digest.slice(0, 2), `${digest.slice(2)}.json.gz`)
  const read = (digest: string): Fields => {
    const path = pathOf(digest)
    if (!existsSync(path))
      throw new Stop(
        65,
        `${path}: the ledger names this record and it is not there; restore .content-sync from git or run the last apply's checkout again`,
      )
    const fields = unpacked(readFileSync(path))
    if (fields === null || digestOf(fields) !== digest)
      throw new Stop(65, `${path}: the record is damaged, its content does not match its name; restore .content-sync from git`)
    return fields
  }
  // what is known to be there is not asked of the disk again: on some disks each question takes longer than a request
  const kept = new Set<string>()
  const shelves = new Set<string>()
  let fresh: string[] = []
  const write = (digest: string, fields: Fields): void => {
    const path = pathOf(digest)
    const shelf = digest.slice(0, 2)
    if (!shelves.has(shelf)) mkdirSync(join(folder, shelf), { recursive: true })
    shelves.add(shelf)
    writeFileSync(`${path}.new`, gzipSync(stable(fields)))
    renameSync(`${path}.new`, path)
    fresh.push(path)
  }
  return {
    record(fields) {
      const digest = digestOf(fields)
      if (!kept.has(digest) && !existsSync(pathOf(digest))) write(digest, fields)
      kept.add(digest)
      return { digest, fields: () => fields }
    },
    async flush() {
      const written = fresh
      fresh = []
      const left = [...written]
      const flushing = async (): Promise<void> => {
        for (let path = left.pop(); path !== undefined; path = left.pop()) await flushed(path)
      }
      try {
        await Promise.all(Array.from({ length: atOnce }, flushing))
      } catch (error) {
        fresh = [...written, ...fresh]
        throw error
      }
    },
    recorded: (digest) => ({ digest, fields: () => read(digest) }),
    sweep(used) {
      if (!existsSync(folder)) return
      kept.clear()
      for (const shelf of readdirSync(folder))
        for (const name of readdirSync(join(folder, shelf)))
          if (!used.has(`${shelf}${name.split('.')[0] ?? ''}`)) rmSync(join(folder, shelf, name))
    },
  }
}
