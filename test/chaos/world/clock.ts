/** A clock that goes on when something happens, not by itself: the same history takes the same time. Milliseconds. */
export interface Watch {
  readonly now: () => number
  readonly pass: (ms: number) => void
  /** whoever waits longest sets the time */
  readonly sleep: (ms: number) => Promise<void>
}

export function watchFrom(start: number): Watch {
  let time = start
  return {
    now: () => time,
    pass: (ms) => {
      time += ms
    },
    async sleep(ms) {
      const until = time + ms
      await new Promise((done) => setImmediate(done))
      time = Math.max(time, until)
    },
  }
}
