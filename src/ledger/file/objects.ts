import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Fields, Recorded } from '../../model/index.ts'
import { digestOf, Stop, stable } from '../../model/index.ts'

/** Canonical records by the digest of their content, compressed, one file each. */
export interface Objects {
  record(fields: Fields): Recorded
  recorded(digest: string): Recorded
  /** removes what no entry names any more */
  sweep(used: ReadonlySet<string>): void
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
    const fields = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Fields
    if (digestOf(fields) !== digest)
      throw new Stop(65, `${path}: the record is damaged, its content does not match its name; restore .content-sync from git`)
    return fields
  }
  return {
    record(fields) {
      const digest = digestOf(fields)
      const path = pathOf(digest)
      if (!existsSync(path)) {
        mkdirSync(join(folder, digest.slice(0, 2)), { recursive: true })
        writeFileSync(`${path}.new`, gzipSync(stable(fields)))
        renameSync(`${path}.new`, path)
      }
      return { digest, fields: () => fields }
    },
    recorded: (digest) => ({ digest, fields: () => read(digest) }),
    sweep(used) {
      if (!existsSync(folder)) return
      for (const shelf of readdirSync(folder))
        for (const name of readdirSync(join(folder, shelf)))
          if (!used.has(`${shelf}${name.split('.')[0] ?? ''}`)) rmSync(join(folder, shelf, name))
    },
  }
}
