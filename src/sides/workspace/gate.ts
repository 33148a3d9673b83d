import { Stop } from '../../model/index.ts'
import type { Clock, Pace } from './options.ts'
import { answered } from './answered.ts'
import type { Budget, Heard } from './budget.ts'
import { longest, opening } from './budget.ts'
import { permit, sent } from './pace.ts'

/** Where requests wait for their turn in the budget. Who was refused goes to the front. */
export interface Gate {
  pass(front: boolean): Promise<void>
  heard(answer: Heard): void
  budget(): Budget
}

interface Waiter {
  open(): void
  fail(reason: Error): void
}

/** A gate on a clock. An aborted signal turns everyone away with Stop(130). */
export function gate(pace: Pace, clock: Clock, signal?: AbortSignal): Gate {
  const waiting: Waiter[] = []
  let budget = opening
  let alarm: AbortController | null = null

  function pump(): void {
    alarm?.abort()
    alarm = null
    while (waiting.length > 0) {
      const now = clock.now()
      const wait = permit(budget, pace, now)
      if (wait > 0) {
        if (wait !== Infinity) wake(Math.ceil(Math.min(wait, longest)))
        return
      }
      budget = sent(budget, pace, now)
      waiting.shift()?.open()
    }
  }

  function wake(ms: number): void {
    const mine = new AbortController()
    alarm = mine
    clock.sleep(ms, mine.signal).then(
      () => {
        if (!mine.signal.aborted) pump()
      },
      (reason: unknown) => {
        if (!mine.signal.aborted) turnAway(new Error('the clock cannot wait', { cause: reason }))
      },
    )
  }

  function turnAway(reason: Error): void {
    alarm?.abort()
    alarm = null
    for (const waiter of waiting.splice(0)) waiter.fail(reason)
  }

  signal?.addEventListener('abort', () => {
    turnAway(new Stop(130, 'interrupted'))
  })

  return {
    pass(front) {
      if (signal?.aborted === true) return Promise.reject(new Stop(130, 'interrupted'))
      return new Promise((open, fail) => {
        if (front) waiting.unshift({ open, fail })
        else waiting.push({ open, fail })
        pump()
      })
    },
    heard(answer) {
      budget = answered(budget, answer, clock.now())
      pump()
    },
    budget: () => budget,
  }
}
