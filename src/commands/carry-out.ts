import type { Live } from '../apply/index.ts'
import { apply } from '../apply/index.ts'
import { kinds } from '../kinds/index.ts'
import type { Outcome } from '../model/index.ts'
import type { Drawing } from './draw.ts'
import { texted } from './texted.ts'

/** What the world outside adds to a run: the time in epoch seconds, the wish to stop, an ear for outcomes. */
export interface Surroundings {
  readonly now: () => number
  readonly signal: AbortSignal
  readonly said: (outcome: Outcome) => void
  /** each object is read again right before it is written, however young the listing is */
  readonly wary?: boolean
}

/** Seconds for which what was listed is taken to be so. */
const trust = 30

/** Carries a drawn plan out and remembers which roots and ignore rules it stands on. */
export async function carryOut(drawing: Drawing, side: Live, surroundings: Surroundings): Promise<readonly Outcome[]> {
  const { plan, matched, ledger, want, live, workspace } = drawing
  const { wary = false, ...around } = surroundings
  const trusted = wary ? 0 : workspace.serverTime + trust
  for (const [path, digest] of drawing.recognised) ledger.learn(path, digest)
  if (drawing.undoes === undefined) ledger.note({ roots: drawing.files.rootsDigest })
  return apply(plan, { side, ledger: texted(ledger, drawing.files), kinds, names: matched.names, want, live, trusted, ...around })
}
