// which exit code a run ends with when several reasons hold, the strongest first (BEHAVIOUR, "Exit codes")
const precedence = [130, 64, 78, 77, 69, 4, 65, 3, 5, 1, 2, 0]

/** The one exit code of a run for which all these hold; 0 when there are none. */
export const worst = (codes: Iterable<number>): number => {
  const held = new Set(codes)
  return precedence.find((code) => held.has(code)) ?? 0
}
