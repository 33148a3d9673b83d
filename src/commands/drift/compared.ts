import { kinds } from '../../kinds/index.ts'
import type { Ledger } from '../../model/index.ts'
import { drift, type Drift } from '../../plan/index.ts'
import type { WorkspaceWorld } from '../../sides/workspace/index.ts'
import { rulesOf, type Wishes } from '../draw.ts'

/** What moved in a workspace, held against what is remembered of it. */
export const compared = (live: WorkspaceWorld, ledger: Ledger, wishes: Wishes): Drift =>
  drift(live, ledger.entries(), kinds, { ...rulesOf(wishes, live, ledger), defaults: {}, roots: ledger.facts().roots ?? '' })
