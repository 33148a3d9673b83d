import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { command, configFor } from './command.ts'
import { answered, pulls } from './pulled.ts'
import { repository } from './repository.ts'
import { sandbox } from './sandbox.ts'
import { compare } from './side-by-side.ts'

// A pull of 1,000 articles into an empty checkout: what becoming Markdown costs beside a pipeline that does as little as it can with the
// same bodies, body by body in turn, and what the whole command asks and takes.
const count = Number(process.argv[2] ?? 1000)
const rounds = 3

const apart = await sandbox('1000000/10s')
const { root, bytes, remove } = repository(count, 4000, configFor(apart.url))
const empty = mkdtempSync(join(tmpdir(), 'content-sync-bench-'))

try {
  console.log(`pull of ${count} articles of ${(bytes / count / 1000).toFixed(1)} KB`)
  const folder = join(root, 'content/articles')
  const bodies = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => readFileSync(join(folder, file), 'utf8').replace(/^---\n[^]*?\n---\n/u, ''))
    .map(answered)
  compare('HTML to Markdown:', pulls, bodies, rounds)

  const applied = await command(root, apart.token, 'apply', '--yes')
  if (applied.exit !== 0) throw new Error(`apply: exit ${applied.exit}`)
  writeFileSync(join(empty, 'sync.config.json'), JSON.stringify(configFor(apart.url)))
  await apart.clearLog()
  const pulled = await command(empty, apart.token, 'pull', '--yes')
  if (pulled.exit !== 0) throw new Error(`pull: exit ${pulled.exit}`)
  const log = await apart.log()
  const single = log.filter(({ route }) => route?.includes('{') === true).length
  const writes = log.filter(({ method }) => method !== 'GET').length
  console.log(`  ${log.length} requests, ${writes} writes (target 0), ${single} of single objects (target 0)`)
  console.log(
    `  the whole command ${pulled.seconds.toFixed(1)} s, ${pulled.cpu.toFixed(1)} s of CPU, ${pulled.peak.toFixed(0)} MB`,
  )
} finally {
  remove()
  rmSync(empty, { recursive: true, force: true })
  await apart.stop()
}
