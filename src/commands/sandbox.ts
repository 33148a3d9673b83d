import { existsSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { Stop } from '../model/index.ts'
import type { Faults } from '../sandbox/index.ts'
import { lookForConfig } from './config/find.ts'
import { startingIn } from './config/load.ts'
import type { Door } from './door.ts'
import { embedded } from './embedded.ts'
import type { Given } from './options.ts'
import { formatOf } from './result.ts'
import { places, prepare } from './state.ts'

/** Runs the local Intercom until it is interrupted. */
export async function sandbox(given: Given, door: Door): Promise<number> {
  const cwd = startingIn(given, door)
  const limit = limitOf(given)
  const options = {
    port: portOf(given),
    fresh: given.flag('fresh'),
    faults: await faultsOf(given, cwd),
    ...(limit === undefined ? {} : { limit }),
  }
  const data = dataOf(given, cwd)
  const running = await embedded(data, options, (ms) => door.sleep(ms))
  if (running.others)
    throw new Stop(4, `another process runs a sandbox on ${data}: ${running.url} (pages: ${running.helpCenter})`)
  const { url, token, helpCenter } = running
  if (formatOf(given) === 'json')
    door.out.write(`${JSON.stringify({ format: 'content-sync/sandbox', url, token, helpCenter })}\n`)
  else door.out.write(`pages  ${helpCenter}\nAPI    ${url}\ntoken  ${token}\ndata   ${relative(cwd, data)}\n`)
  door.err.write('the local Intercom is running; ctrl-c ends it\n')
  await interrupt(door.stop)
  await running.close()
  return 0
}

const interrupt = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    // a timer keeps the run alive whatever the server does
    const alive = setInterval(() => undefined, 1 << 30)
    const end = (): void => {
      clearInterval(alive)
      resolve()
    }
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })

function dataOf(given: Given, cwd: string): string {
  const asked = given.text('data')
  if (asked !== undefined) return resolve(cwd, asked)
  const config = lookForConfig(cwd, given.text('config'))
  const root = config === undefined ? cwd : dirname(config)
  prepare(root, 'file')
  return places(root).sandbox(given.text('workspace') ?? 'sandbox')
}

/** The port asked for; 0: any free one. Throws Stop(64) for what is none. */
export function portOf(given: Given): number {
  const text = given.text('port') ?? '0'
  const port = Number(text)
  if (!/^\d+$/u.test(text) || port > 65535) throw new Stop(64, `--port: expected a number from 0 to 65535, got "${text}"`)
  return port
}

function limitOf(given: Given): string | undefined {
  const text = given.text('limit')
  if (text !== undefined && !/^[1-9]\d*\/[1-9]\d*(ms|s|m)$/u.test(text))
    throw new Stop(64, `--limit: expected requests per time such as 1667/10s, got "${text}"`)
  return text
}

async function faultsOf(given: Given, cwd: string): Promise<Faults> {
  const text = given.text('faults')
  if (text === undefined) return []
  const inline = /^\s*[[{]/u.test(text)
  const path = resolve(cwd, text)
  if (!inline && !existsSync(path)) throw new Stop(64, `--faults: expected a JSON list or a file that holds one, got "${text}"`)
  const { readFaults } = await import('../sandbox/index.ts')
  try {
    return readFaults(JSON.parse(inline ? text : readFileSync(path, 'utf8')))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Stop(64, `--faults: ${error instanceof SyntaxError ? 'expected JSON: ' : ''}${why}`, { cause: error })
  }
}
