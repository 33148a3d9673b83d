import type { Ledger } from '../../model/index.ts'

/** A memory that asks before each step whether this run may still write: one that stalled and lost its lock must not remember over the next. */
export const fenced = (ledger: Ledger, check: () => void): Ledger => ({
  ...ledger,
  put: (memo, was) => {
    check()
    ledger.put(memo, was)
  },
  move: (moves, also) => {
    check()
    ledger.move(moves, also)
  },
  drop: (ref) => {
    check()
    ledger.drop(ref)
  },
  learn: (path, source) => {
    check()
    ledger.learn(path, source)
  },
  note: (facts) => {
    check()
    ledger.note(facts)
  },
  durable: async () => {
    check()
    await ledger.durable()
  },
  save: async () => {
    check()
    await ledger.save()
  },
})
