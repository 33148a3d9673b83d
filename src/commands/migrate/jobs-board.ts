import type { Door } from '../door.ts'

/** How far many runs are: on a terminal a line each, written over; elsewhere a line for each that has ended. */
export interface Board {
  says(name: string, text: string): void
  /** a run has ended; its line stays */
  ended(name: string, line: string): void
  end(): void
}

const often = 100

/** A board on stderr for `total` runs. */
export function board(door: Pick<Door, 'err' | 'now'>, quiet: boolean, total: number): Board {
  const lines = new Map<string, string>()
  const { err } = door
  let done = 0
  let tall = 0
  let shown = 0
  const cleared = (): string => (tall === 0 ? '' : `\u001B[${tall}A\r\u001B[J`)
  const draw = (above: string): void => {
    const rows = [...lines].map(([name, text]) => `${name}  ${text}`)
    const all = [...rows, `${done} of ${total} pairs have ended`].map((row) => `${row.slice(0, err.columns - 1)}\n`)
    err.write(`${cleared()}${above}${all.join('')}`)
    tall = all.length
    shown = door.now()
  }
  const live = err.tty && !quiet
  return {
    says: (name, text) => {
      if (!live || text === '') return
      lines.set(name, text)
      if (door.now() - shown >= often) draw('')
    },
    ended: (name, line) => {
      lines.delete(name)
      done += 1
      if (live) draw(`${line}\n`)
      else if (!quiet) err.write(`${line}\n`)
    },
    end: () => {
      if (tall > 0) err.write(cleared())
      tall = 0
    },
  }
}
