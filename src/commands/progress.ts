import type { Door } from './door.ts'

/** A line on the terminal that is written over and over, and gone at the end. Nothing is written where there is no terminal. */
export interface Progress {
  says(text: string): void
  /** one more of `total` is done; `more` stands behind the bar */
  step(more?: () => string): void
  end(): void
}

const often = 100

/** Progress on stderr. `total` 0: no bar. */
export function progress(door: Pick<Door, 'err' | 'now'>, quiet: boolean, total = 0): Progress {
  if (quiet || !door.err.tty) return { says: () => undefined, step: () => undefined, end: () => undefined }
  const began = door.now()
  let done = 0
  let shown = 0
  const draw = (text: string): void => {
    door.err.write(`\r\u001B[2K${text.slice(0, door.err.columns - 1)}`)
    shown = door.now()
  }
  return {
    says: (text) => {
      if (door.now() - shown >= often) draw(text)
    },
    step: (more) => {
      done += 1
      if (door.now() - shown < often && done !== total) return
      draw(`${bar(done, total, (door.now() - began) / 1000)}${more?.() ?? ''}`)
    },
    end: () => {
      if (shown > 0) door.err.write('\r\u001B[2K')
    },
  }
}

/** `████░░░░ 120/414  38/s  8 s left`; how long it takes is said once something is done, and until all is. */
export function bar(done: number, total: number, seconds: number): string {
  const full = Math.round((done / Math.max(total, 1)) * 24)
  const rate = done / Math.max(seconds, 0.001)
  const left = done === 0 || done === total ? '' : `  ${Math.ceil((total - done) / rate)} s left`
  return `${'█'.repeat(full)}${'░'.repeat(24 - full)} ${done}/${total}  ${rate.toFixed(rate < 10 ? 1 : 0)}/s${left}`
}
