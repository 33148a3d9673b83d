import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { command, configFor, type Took } from './command.ts'
import { repository } from './repository.ts'
import { sandbox } from './sandbox.ts'

// `plan` of 10,000 files: nothing remembered, everything parsed before, and everything applied and unchanged
const count = Number(process.argv[2] ?? 10_000)
const limit = 400

const apart = await sandbox('1000000/10s')
const { root, bytes, remove } = repository(count, 4000, configFor(apart.url, { limits: { updates: '100%' } }))
const show = (name: string, took: Took): void => {
  const figures = [`${took.peak.toFixed(0)} MB`, `${took.seconds.toFixed(1)} s`, `CPU ${took.cpu.toFixed(1)} s`, took.requests]
  console.log(`  ${name.padEnd(34)} ${figures.join(', ')}${took.exit === 0 ? '' : ` (exit ${took.exit})`}`)
}
try {
  console.log(`plan of ${count} files of ${(bytes / count / 1000).toFixed(1)} KB; target: peak at most ${limit} MB`)
  show('plan, nothing remembered', await command(root, apart.token, 'plan'))
  show('plan, texts remembered', await command(root, apart.token, 'plan'))
  show('plan --format json', await command(root, apart.token, 'plan', '--format', 'json', '--out', 'plan.json'))
  show('apply', await command(root, apart.token, 'apply', '--yes'))
  show('plan, all applied', await command(root, apart.token, 'plan'))
  show('plan, all applied', await command(root, apart.token, 'plan'))
  rmSync(join(root, '.content-sync', 'cache'), { recursive: true })
  rmSync(join(root, '.content-sync', 'bench', 'cache'), { recursive: true, force: true })
  show('plan, all applied, no cache', await command(root, apart.token, 'plan'))
} finally {
  remove()
  await apart.stop()
}
