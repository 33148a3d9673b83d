import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

// one process a part: what one leaves in memory must not weigh on the next
const parts = ['second', 'rate', 'pace', 'journal', 'ledger', 'prose', 'pull', 'large', 'migrate'] as const
const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !(parts as readonly string[]).includes(name))
if (unknown !== undefined) throw new Error(`no part "${unknown}": expected some of ${parts.join(', ')}`)

for (const part of parts.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const file = fileURLToPath(new URL(`./${part}.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'jiti/register', file], { stdio: 'inherit' })
  const [exit] = (await once(child, 'exit')) as [number | null]
  if (exit !== 0) process.exitCode = 1
  console.log('')
}
