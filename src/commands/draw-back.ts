import { kinds } from '../kinds/index.ts'
import type { History } from '../ledger/index.ts'
import { at, Stop, type Ledger, type Past, type PastStep } from '../model/index.ts'
import { mayHaveDone, undo } from '../plan/index.ts'
import type { WorkspaceWorld } from '../sides/workspace/index.ts'
import { refuseStranger, rulesOf, underKeys, type Drawing, type Wishes } from './draw.ts'

/** The run that is meant: by its id, else the last one that changed something. Throws Stop 64 where there is none. */
export function meant(history: History, id: string | undefined): Past {
  if (id !== undefined) return history.run(id)
  const last = history.runs().find((past) => past.steps.some(mayHaveDone))
  if (last === undefined) throw new Stop(64, 'the history has no run that changed something: there is nothing to roll back')
  return last
}

/** Says which run after it wrote an object as well. */
function laterThan(past: Past, history: History): (step: PastStep) => string | undefined {
  const after = new Map<string, string>()
  for (const run of history.runs()) {
    if (run.id === past.id) break
    for (const step of run.steps) if (mayHaveDone(step)) after.set(at(step), run.id)
  }
  return (step) => after.get(at(step))
}

/** Draws the plan that takes a run back: what was there before is wanted, what the run left is what is remembered. Throws Stop 77 for a run of another workspace. */
export async function drawBack(
  past: Past,
  history: History,
  side: { read(): Promise<WorkspaceWorld> },
  memory: (workspace: string) => Ledger | Promise<Ledger>,
  wishes: Wishes,
): Promise<Drawing> {
  const live = await side.read()
  refuseStranger(live, wishes)
  const ledger = await memory(live.account.id)
  if (past.workspace !== live.account.id)
    throw new Stop(
      77,
      `run ${past.id} wrote to workspace ${past.workspace}, the token opens ${live.account.id}. Nothing was written`,
    )
  const drawn = undo(past, laterThan(past, history), live, ledger.entries(), kinds, rulesOf(wishes, live, ledger))
  const files = { ...nothing, rootsDigest: ledger.facts().roots ?? '', images: new Map(), ignored: [], parsed: 0, files: 0 }
  return { ...drawn, files, workspace: live, ledger, live: underKeys(drawn), wishes, recognised: new Map(), undoes: past.id }
}

const nothing = { resources: [], findings: [], complete: new Set<string>(), skipped: [] }
