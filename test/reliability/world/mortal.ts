import type { Ledger } from '../../../src/model/index.ts'

/** The end of a run that was killed. */
export class Killed extends Error {
  constructor() {
    super('killed')
    this.name = 'Killed'
  }
}

/** A run that can die: from then on it writes nothing and hears nothing. `steps` counts what it put into its memory. */
export interface Life {
  dead: boolean
  steps: number
  /** dies after so many steps of its memory */
  readonly until: number | undefined
  readonly end: AbortController
}

export const born = (until?: number): Life => ({ dead: false, steps: 0, until, end: new AbortController() })

export function die(life: Life): void {
  life.dead = true
  life.end.abort()
}

/** A memory that is not written to any more once the run that holds it is dead. */
export function mortal(ledger: Ledger, life: Life): Ledger {
  const alive = <A extends unknown[], R>(act: (...args: A) => R, counts: boolean): ((...args: A) => R) => {
    return (...args) => {
      if (life.dead) throw new Killed()
      const result = act(...args)
      if (counts) life.steps += 1
      if (!counts || life.steps !== life.until) return result
      die(life)
      throw new Killed()
    }
  }
  return {
    entries: alive(() => ledger.entries(), false),
    entry: alive((ref) => ledger.entry(ref), false),
    put: alive((memo, was) => {
      ledger.put(memo, was)
    }, true),
    move: alive((moves, also) => {
      ledger.move(moves, also)
    }, true),
    drop: alive((ref) => {
      ledger.drop(ref)
    }, true),
    images: () => ledger.images(),
    learn: alive((path, source) => {
      ledger.learn(path, source)
    }, true),
    facts: () => ledger.facts(),
    note: alive((facts) => {
      ledger.note(facts)
    }, true),
    durable: () => ledger.durable(),
    ahead: ledger.ahead,
    save: alive(() => ledger.save(), true),
    state: () => ledger.state(),
  }
}
