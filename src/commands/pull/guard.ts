import { kinds } from '../../kinds/index.ts'
import type { Ledger, World } from '../../model/index.ts'
import { guardFiles, type Guarded, type Matched, type Pulled, type Rules } from '../../plan/index.ts'

/** What keeps a pull from writing: a list that came back short, and more deleted files than the limit of deletes lets go. */
export function guarded(
  { changes, beside, unchanged }: Pulled,
  files: World,
  live: World,
  matched: Matched,
  ledger: Ledger,
  rules: Rules,
): Guarded {
  const decided = { changes, beside, unchanged, remember: [], findings: [] }
  return guardFiles({ decided, want: files, live, entries: ledger.entries(), matched, kinds, rules })
}
