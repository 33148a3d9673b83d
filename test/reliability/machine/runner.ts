import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Said } from '../../journeys/command.ts'

const child = fileURLToPath(new URL('child.ts', import.meta.url))

/** A process of its own that runs the built command as often as it is asked to. */
export interface Runner {
  readonly child: ChildProcess
  run(...args: readonly string[]): Promise<Said>
  /** the same in another folder */
  runIn(cwd: string, ...args: readonly string[]): Promise<Said>
  close(): Promise<void>
}

/** Starts a runner in a folder; resolves once it can begin at once. */
export async function runner(cwd: string, env: Readonly<Record<string, string>>): Promise<Runner> {
  const { PATH, HOME } = process.env
  const jiti = import.meta.resolve('jiti/register')
  const process_ = spawn(process.execPath, ['--import', jiti, child], { cwd, env: { PATH, HOME, ...env } })
  const waiting: ((line: string) => void)[] = []
  createInterface({ input: process_.stdout }).on('line', (line) => waiting.shift()?.(line))
  let said = ''
  process_.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  process_.on('close', () => {
    for (const each of waiting.splice(0)) each(JSON.stringify({ code: -1, out: '', err: said }))
  })
  const answer = (): Promise<string> => new Promise((resolve) => waiting.push(resolve))
  const first = await answer()
  if (first !== '"ready"') throw new Error(`the runner did not start: ${first}`)
  const runIn = async (folder: string, ...args: readonly string[]): Promise<Said> => {
    const next = answer()
    process_.stdin.write(`${JSON.stringify({ cwd: folder, args })}\n`)
    return JSON.parse(await next) as Said
  }
  return {
    child: process_,
    runIn,
    run: (...args) => runIn(cwd, ...args),
    async close() {
      if (process_.exitCode !== null || process_.signalCode !== null) return
      const ended = new Promise((resolve) => process_.once('close', resolve))
      process_.kill('SIGKILL')
      await ended
    },
  }
}
