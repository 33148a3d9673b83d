import { command, configFor } from './command.ts'
import { repository } from './repository.ts'
import { sandbox, type Logged } from './sandbox.ts'

// The real apply, beginning to end: reading, planning, rendering and remembering stand between the requests here.
const limit = 167
const windows = 8
const cases = [
  { name: 'paced, leave 1 %', pace: { leave: '1%', mode: 'paced' }, latency: [0, 0] },
  { name: 'paced, leave 1 %, 20-80 ms', pace: { leave: '1%', mode: 'paced' }, latency: [20, 80] },
  { name: 'burst, leave 1 %, 20-80 ms', pace: { leave: '1%', mode: 'burst' }, latency: [20, 80] },
] as const

interface Used {
  readonly share: number
  readonly refused: number
}

/** Accepted requests of eight full windows of articles being created, as a share of what was allowed. */
function used(log: readonly Logged[]): Used {
  const creates = log.filter(({ method, route, status }) => method === 'POST' && route === '/articles' && status === 200)
  const first = Math.floor((creates[0]?.at ?? 0) / 1000) + 1
  const inside = log.filter(({ at, status }) => {
    const window = Math.floor(at / 1000)
    return status !== 429 && window >= first && window < first + windows
  })
  const last = Math.floor((creates.at(-1)?.at ?? 0) / 1000)
  if (last < first + windows) throw new Error(`only ${last - first} full windows: not enough articles`)
  const accepted = log.filter(({ status }) => status !== 429).length
  return { share: inside.length / (windows * limit), refused: (log.length - accepted) / accepted }
}

console.log(`apply over ${windows} full windows of ${limit} per second; targets: at least 95 %, at most 1 429 per 1,000`)
for (const { name, pace, latency } of cases) {
  const apart = await sandbox(`${limit}/1s`)
  const { root, remove } = repository(limit * (windows + 2), 800, configFor(apart.url, { pace }))
  try {
    await apart.latency(latency[0], latency[1])
    const took = await command(root, apart.token, 'apply', '--yes')
    const { share, refused } = used(await apart.log())
    const figures = [
      `${(share * 100).toFixed(1)} %`,
      `${(refused * 1000).toFixed(1)} 429s per 1,000`,
      `${took.seconds.toFixed(1)} s`,
    ]
    console.log(`  ${name.padEnd(28)} ${figures.join(', ')}, ${took.peak.toFixed(0)} MB, exit ${took.exit}`)
  } finally {
    remove()
    await apart.stop()
  }
}
