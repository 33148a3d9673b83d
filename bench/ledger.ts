import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { write, type Line } from '../src/ledger/file/lines.ts'
import { replace } from '../src/ledger/file/disk.ts'
import type { Ledger } from '../src/model/index.ts'

// A large ledger: how many bytes an entry takes, and how long opening it takes beside parsing the same bytes as JSON and nothing else.
const count = Number(process.argv[2] ?? 100_000)
const rounds = 9

interface Built {
  readonly fileLedger: (folder: string, workspace: string, lineage: () => string) => Ledger
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')
const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN

const line = (n: number): Line => ({
  kind: 'article',
  key: `section-${Math.floor(n / 1000)}/part-${Math.floor(n / 100)}/how-to-order-bread-${n}`,
  id: String(10_000_000 + n),
  base: digest(`base ${n}`),
  seen: digest(`seen ${n}`),
  updatedAt: 1_700_000_000 + n,
})

const { fileLedger } = (await import(fileURLToPath(new URL('../dist/ledger/index.js', import.meta.url)))) as Built
const folder = mkdtempSync(join(tmpdir(), 'content-sync-bench-'))
try {
  const path = join(folder, 'ledger.ndjson')
  const header = { version: 1, lineage: 'bench', workspace: 'bakery' }
  replace(
    path,
    write(
      header,
      Array.from({ length: count }, (_, n) => line(n)),
      [],
    ),
  )
  const { size } = statSync(path)
  console.log(`ledger of ${count} entries: ${(size / count).toFixed(0)} bytes an entry, records not counted (target at most 400)`)

  // the same bytes, as one document: the least there is
  const array = `[${readFileSync(path, 'utf8').slice(0, -1).replaceAll('\n', ',')}]`
  const spent: { bare: number[]; ours: number[] } = { bare: [], ours: [] }
  for (let round = -1; round < rounds; round++) {
    const start = performance.now()
    const parsed = JSON.parse(array) as unknown[]
    const between = performance.now()
    const ledger = fileLedger(folder, 'bakery', () => 'unused')
    const end = performance.now()
    if (parsed.length !== count + 1 || ledger.entry({ kind: 'article', key: line(7).key })?.id !== line(7).id)
      throw new Error('the ledger is not what was written')
    // the round before the first warms up
    if (round < 0) continue
    spent.bare.push(between - start)
    spent.ours.push(end - between)
  }
  const [bare, ours] = [median(spent.bare), median(spent.ours)]
  console.log(
    `  JSON.parse of the same bytes ${bare.toFixed(0)} ms, opening it ${ours.toFixed(0)} ms: ${(ours / bare).toFixed(2)} × (target at most 3)`,
  )
} finally {
  rmSync(folder, { recursive: true })
}
