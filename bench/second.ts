import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastGlob from 'fast-glob'
import { command, configFor } from './command.ts'
import { repository } from './repository.ts'
import { sandbox } from './sandbox.ts'

// The second plan of a repository nobody touched: what it asks, what it parses, and how long it takes beside the least one could do,
// which is to list the files, to read them and to take their digests.
const count = Number(process.argv[2] ?? 1000)
const rounds = 9

interface Built {
  readonly cacheFile: (path: string) => { get(key: string): unknown; set(key: string, value: unknown): void }
  readonly files: (options: object) => { read(): Promise<{ readonly parsed: number; readonly files: number }> }
}

const built = async (path: string): Promise<Partial<Built>> =>
  (await import(fileURLToPath(new URL(`../dist/${path}/index.js`, import.meta.url)))) as Partial<Built>

function least(root: string): number {
  const files = fastGlob.sync('**/*.md', { cwd: join(root, 'content/articles'), absolute: true })
  for (const file of files) createHash('sha256').update(readFileSync(file)).digest('hex')
  return files.length
}

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN

const apart = await sandbox('1000000/10s')
const { root, bytes, remove } = repository(count, 4000, configFor(apart.url))
try {
  console.log(`second plan of ${count} unchanged files of ${(bytes / count / 1000).toFixed(1)} KB`)
  const applied = await command(root, apart.token, 'apply', '--yes')
  if (applied.exit !== 0) throw new Error(`apply: exit ${applied.exit}`)
  await command(root, apart.token, 'plan')
  await apart.clearLog()
  const plan = await command(root, apart.token, 'plan', '--detailed-exitcode')
  const log = await apart.log()
  const writes = log.filter(({ method }) => method !== 'GET').length
  const single = log.filter(({ route }) => route?.includes('{') === true).length
  console.log(
    `  ${log.length} requests, ${writes} writes (target 0), ${single} of single objects (target 0), exit ${plan.exit} (0: no changes)`,
  )

  const { files } = await built('sides/files')
  const { cacheFile } = await built('ledger')
  if (files === undefined || cacheFile === undefined) throw new Error('the build has no files or no cache')
  const read = (): Promise<{ readonly parsed: number; readonly files: number }> =>
    files({
      root,
      content: { articles: 'content/articles' },
      settings: 'config',
      locales: { default: 'en', layout: 'suffix' },
      links: 'error',
      cache: cacheFile(join(root, '.content-sync/cache/files.ndjson')),
    }).read()
  const spent: { least: number[]; ours: number[] } = { least: [], ours: [] }
  let parsed = 0
  for (let round = -1; round < rounds; round++) {
    const start = performance.now()
    least(root)
    const between = performance.now()
    parsed += (await read()).parsed
    const end = performance.now()
    // the round before the first warms up
    if (round < 0) continue
    spent.least.push(between - start)
    spent.ours.push(end - between)
  }
  console.log(`  ${parsed} bodies parsed in ${rounds + 1} readings (target 0)`)
  const [bare, ours] = [median(spent.least), median(spent.ours)]
  console.log(
    `  list + read + sha256 ${bare.toFixed(0)} ms, our reading of the files ${ours.toFixed(0)} ms: ${(ours / bare).toFixed(1)} ×`,
  )
  const rate = (plan.seconds * 1000) / bare
  console.log(
    `  the whole command ${(plan.seconds * 1000).toFixed(0)} ms, start and lists included: ${rate.toFixed(1)} ×; ${plan.peak.toFixed(0)} MB`,
  )
} finally {
  remove()
  await apart.stop()
}
