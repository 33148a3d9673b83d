import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SandboxOptions } from '../sandbox/index.ts'
import { Stop } from '../model/index.ts'

/** A sandbox somebody runs: we, or another process on the same folder. */
export interface Running {
  readonly url: string
  readonly token: string
  readonly helpCenter: string
  /** whether it goes on when this run has ended */
  readonly others: boolean
  close(): Promise<void>
}

const patience = 3000
const pause = 50

/** The sandbox on a data folder: started here, or joined where another process runs it already. One folder never has two. */
export async function embedded(data: string, options: SandboxOptions, sleep: (ms: number) => Promise<void>): Promise<Running> {
  mkdirSync(data, { recursive: true })
  const note = join(data, 'running.json')
  for (let waited = 0; ; waited += pause) {
    if (claimed(note)) return await start(note, { ...options, data })
    const said = read(note)
    const other = said === '' ? undefined : (JSON.parse(said) as Omit<Running, 'others' | 'close'>)
    if (other !== undefined && (await answers(other.url))) return { ...other, others: true, close: () => Promise.resolve() }
    // somebody who is just starting says where he listens in a moment; somebody who died does not
    if (other === undefined && waited < patience) await sleep(pause)
    else if (read(note) === said) rmSync(note, { force: true })
  }
}

async function start(note: string, options: SandboxOptions): Promise<Running> {
  const { startSandbox } = await import('../sandbox/index.ts')
  try {
    const sandbox = await startSandbox(options)
    const { url, token, helpCenter } = sandbox
    writeFileSync(`${note}.new`, JSON.stringify({ url, token, helpCenter }), { mode: 0o600 })
    renameSync(`${note}.new`, note)
    const close = async (): Promise<void> => {
      rmSync(note, { force: true })
      await sandbox.close()
    }
    return { url, token, helpCenter, others: false, close }
  } catch (error) {
    rmSync(note, { force: true })
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Stop(64, `--port ${options.port ?? 0}: another program listens there; choose another, or 0 for any free one`, {
        cause: error,
      })
    }
    throw error
  }
}

function claimed(note: string): boolean {
  try {
    writeFileSync(note, '', { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

// '': its owner is just starting, died while starting, or just ended
function read(note: string): string {
  try {
    return readFileSync(note, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

// the control plane: not counted as a request
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/_sandbox/log`, { signal: AbortSignal.timeout(patience) })
    return Array.isArray(await response.json())
  } catch {
    return false
  }
}
