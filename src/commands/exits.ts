/** Every exit code and what it means (BEHAVIOUR, "Exit codes"). */
export const exits = {
  0: 'done, nothing left',
  1: 'some changes failed, or were not begun',
  2: 'changes pending (`plan --detailed-exitcode`)',
  3: 'a guard refused',
  4: 'locked by another run',
  5: 'a conflict, something blocked, or a saved plan that is stale, altered or spent',
  64: 'wrong usage',
  65: 'content or ledger has errors',
  69: 'Intercom unreachable or failing, try later',
  77: 'token, scope or wrong workspace',
  78: 'config has errors',
  130: 'interrupted',
} as const

/** Which exit code a run ends with when several reasons hold, the strongest first. */
export const precedence: readonly (keyof typeof exits)[] = [130, 64, 78, 77, 69, 4, 65, 3, 5, 1, 2, 0]

/** The one exit code of a run for which all these hold; 0 when there are none. A code that is none of ours is the strongest. */
export function worst(codes: readonly number[]): number {
  const known: readonly number[] = precedence
  return codes.find((code) => !known.includes(code)) ?? known.find((code) => codes.includes(code)) ?? 0
}
