import { spawn } from 'node:child_process'
import type { Door } from '../door.ts'
import type { Moved } from './look.ts'

/** A command that is run after changes: once for many, never two at a time. */
export interface Following {
  tell(moved: Moved): void
  /** resolves once the command that runs has ended; no other is begun after an interrupt */
  end(): Promise<void>
}

/** `wait`: milliseconds without another change before it is run. */
export interface Command {
  readonly run: string
  readonly wait: number
  readonly cwd: string
  readonly workspace: string
}

/** Waits that changes may prolong before it is run all the same. */
const longest = 6

/** Runs a command of the config. What was told stands in its environment alone: nothing of it becomes part of what a shell reads. */
export function following(command: Command, door: Pick<Door, 'env' | 'err' | 'sleep' | 'stop'>): Following {
  let pending: Moved[] = []
  let running: Promise<void> | undefined
  const go = async (): Promise<void> => {
    while (pending.length > 0 && (await quiet(() => pending.length, command.wait, door))) {
      const moved = pending
      pending = []
      door.err.write(`running: ${command.run}\n`)
      const ended = await carried(command, moved, door)
      if (ended !== '0') door.err.write(`${command.run}: ended with ${ended}\n`)
    }
    running = undefined
  }
  return {
    tell(moved) {
      pending.push(moved)
      running ??= go()
    },
    end: () => running ?? Promise.resolve(),
  }
}

/** Waits until nothing is added any more; false after an interrupt. */
async function quiet(count: () => number, wait: number, { sleep, stop }: Pick<Door, 'sleep' | 'stop'>): Promise<boolean> {
  for (let round = 0, before = 0; round < longest && before !== count(); round++) {
    before = count()
    // an interrupt ends the sleep by rejecting
    await sleep(wait, stop).catch(() => undefined)
  }
  return !stop.aborted
}

function carried({ run, cwd, workspace }: Command, moved: readonly Moved[], door: Pick<Door, 'env' | 'err'>): Promise<string> {
  const [first] = moved
  const env = {
    ...Object.fromEntries(Object.entries(door.env).filter(([name]) => !name.startsWith('INTERCOM_CLIENT_SECRET'))),
    CONTENT_SYNC_WORKSPACE: workspace,
    CONTENT_SYNC_COUNT: String(moved.length),
    CONTENT_SYNC_WHAT: first?.what,
    CONTENT_SYNC_KIND: first?.kind,
    CONTENT_SYNC_KEY: first?.key,
    CONTENT_SYNC_ID: first?.id,
    CONTENT_SYNC_CHANGES: changes(moved),
  }
  return new Promise((resolve) => {
    const child = spawn(run, { shell: true, cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const say = (chunk: Buffer): void => {
      door.err.write(chunk.toString())
    }
    child.stdout.on('data', say)
    child.stderr.on('data', say)
    child.on('error', (error) => {
      resolve(error.message)
    })
    child.on('close', (code, signal) => {
      resolve(signal ?? String(code))
    })
  })
}

// what one variable of an environment may hold is limited (128 KiB on Linux)
const letters = 60_000

/** What changed as a JSON list, as long as it fits. */
function changes(moved: readonly Moved[]): string {
  let left = letters
  const each = moved.map(({ what, kind, key, id }) => JSON.stringify({ what, kind, key, id }))
  return `[${each.filter((text) => (left -= text.length + 1) > 0).join(',')}]`
}
