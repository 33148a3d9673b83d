import { Refused, Stop } from '../model/index.ts'
import type { Door } from './door.ts'

/** Says on stderr why a run could not go on, and answers its exit code. A stack is shown for bugs only. */
export function report(error: unknown, door: Door): number {
  if (door.stop.aborted) {
    door.err.write('interrupted\n')
    return 130
  }
  if (error instanceof Stop) {
    door.err.write(`${error.message}\n`)
    return error.exit
  }
  if (error instanceof Refused) {
    const { status, code, message } = error.failure
    door.err.write(`Intercom refused: ${status === 0 ? 'no answer' : status} ${code}: ${message}\n`)
    return 69
  }
  const wrong = onDisk(error)
  if (wrong !== undefined) {
    door.err.write(`${wrong}\n`)
    return 74
  }
  door.err.write(`a bug in content-sync: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 70
}

// what a disk says of itself, also where the error does not name the file
const full: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no room left',
  EDQUOT: 'there is no room left',
  EFBIG: 'the file may not grow',
  EIO: 'the disk failed',
  EROFS: 'it can only be read',
}

function onDisk(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  const why = full[error.code]
  const place = 'path' in error ? `${String(error.path)}: ` : ''
  if (why !== undefined)
    return `${place}${why} (${error.message}). What was done so far is remembered, and nothing more was begun: mend that, and run it again`
  return place !== '' && /^E[A-Z]+$/u.test(error.code) ? `${place}${error.message}` : undefined
}
