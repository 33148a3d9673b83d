import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fill, sizesFor } from '../test/migrate/scale-world.ts'
import { command, type Took } from './command.ts'
import { sandbox, type Apart } from './sandbox.ts'

// One workspace into another, all three in processes of their own; the smaller one first, to tell growth from size.
const large = Number(process.env['MIGRATE_ARTICLES'] ?? 5000)
const small = Math.ceil(large / 5)
const limit = process.env['MIGRATE_LIMIT'] ?? '1667/10s'
const latency = Number(process.env['MIGRATE_LATENCY'] ?? 0)
const [perWindow = 1, seconds = 1] = limit.split(/[/s]/u).map(Number)
const goal = { peak: 400, growth: 1.3, time: 1.05 }

/** What a migration into an empty workspace took, and what the one after it. */
interface Moved {
  readonly first: Took
  readonly second: Took
  readonly parity: Took
  readonly writes: number
  /** seconds for which the workspace was read before the first write */
  readonly reading: number
}

const writesIn = async (apart: Apart): Promise<{ count: number; from: number; to: number }> => {
  const log = (await apart.log()).filter(({ method, status }) => method !== 'GET' && status !== 429)
  return { count: log.length, from: log[0]?.at ?? 0, to: log.at(-1)?.at ?? 0 }
}

async function moved(articles: number): Promise<Moved> {
  const root = mkdtempSync(join(tmpdir(), 'content-sync-migrate-'))
  const data = join(root, 'old')
  await fill(data, sizesFor(articles), 1912)
  const [old, fresh] = [await sandbox(limit, data), await sandbox(limit)]
  try {
    if (latency > 0) for (const each of [old, fresh]) await each.latency(latency / 2, latency * 1.5)
    const workspaces = { old: { baseUrl: old.url }, new: { baseUrl: fresh.url } }
    writeFileSync(join(root, 'sync.config.json'), JSON.stringify({ workspace: 'old', workspaces }))
    process.env['INTERCOM_ACCESS_TOKEN_OLD'] = old.token
    process.env['INTERCOM_ACCESS_TOKEN_NEW'] = fresh.token
    const migrate = (...more: readonly string[]): Promise<Took> =>
      command(root, fresh.token, 'migrate', '--from', 'old', '--to', 'new', ...more)
    const began = Date.now()
    const first = await migrate('--yes')
    const { count, from } = await writesIn(fresh)
    const second = await migrate('--yes')
    const parity = await migrate('--parity')
    return { first, second, parity, writes: count, reading: (from - began) / 1000 }
  } finally {
    await Promise.all([old.stop(), fresh.stop()])
    rmSync(root, { recursive: true })
  }
}

const line = (name: string, took: Took): string =>
  `  ${name.padEnd(12)} ${took.peak.toFixed(0).padStart(5)} MB  ${took.seconds.toFixed(1).padStart(7)} s  CPU ${took.cpu.toFixed(1).padStart(6)} s  exit ${took.exit}  ${took.requests}`

console.log(`migrate into an empty workspace that takes ${limit}${latency > 0 ? `, ${latency} ms an answer` : ''}`)
const peaks: number[] = []
for (const articles of [small, large]) {
  const { first, second, parity, writes, reading } = await moved(articles)
  peaks.push(first.peak)
  const least = (writes / perWindow) * seconds
  console.log(`${articles} articles in 3 languages: ${writes} writes, ${reading.toFixed(1)} s until the first`)
  console.log(line('first', first))
  const share = (first.seconds - seconds) / least
  console.log(`               (seconds - one window) / (writes / rate) = ${share.toFixed(2)}, target at most ${goal.time}`)
  console.log(line('second', second))
  console.log(line('comparison', parity))
}
const [low = 1, high = 0] = peaks
console.log(
  `peak ${high.toFixed(0)} MB, target at most ${goal.peak}; ${(high / low).toFixed(2)} × that of ${small}, target at most ${goal.growth}`,
)
