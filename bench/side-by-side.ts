type Runs<T> = Readonly<Record<string, (input: T) => unknown>>

/** Milliseconds each run takes for an input, in turn and interleaved, so that what else the machine does weighs on all of them alike. */
export function sideBySide<T>(runs: Runs<T>, inputs: readonly T[], rounds: number): ReadonlyMap<string, number> {
  const names = Object.keys(runs)
  const spent = new Map<string, number>(names.map((name) => [name, 0]))
  for (let round = -1; round < rounds; round += 1)
    for (const input of inputs) {
      const turn = (round + 1) % names.length
      for (const name of [...names.slice(turn), ...names.slice(0, turn)]) {
        const start = performance.now()
        runs[name]?.(input)
        // the round before the first warms up
        if (round >= 0) spent.set(name, (spent.get(name) ?? 0) + performance.now() - start)
      }
    }
  return new Map([...spent].map(([name, ms]) => [name, ms / rounds / inputs.length]))
}

/** Prints what each run takes, and what `ours` is of every one whose name begins with `bare`. */
export function compare<T>(what: string, runs: Runs<T>, inputs: readonly T[], rounds: number): void {
  const per = sideBySide(runs, inputs, rounds)
  const ours = per.get('ours')
  if (ours === undefined) throw new Error('expected a run called ours')
  console.log(`${what} ${inputs.length} texts, ${rounds} rounds, interleaved`)
  for (const [name, ms] of per) console.log(`  ${name.padEnd(20)} ${ms.toFixed(3)} ms a text`)
  for (const [name, ms] of per)
    if (name.startsWith('bare')) console.log(`  ours / ${name.padEnd(20)} ${(ours / ms).toFixed(2)}  (limit 1.25)`)
}
