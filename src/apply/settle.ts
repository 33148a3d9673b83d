import type { Resource } from '../model/index.ts'
import { digestOf } from '../model/index.ts'
import { byUs } from './moved.ts'
import type { Progress, Stage } from './stage.ts'
import { unread } from './unread.ts'

/** Ends a run with a list read: what the workspace shows now for the objects we wrote is what we remember having seen. */
export async function settle(stage: Stage, progress: Progress): Promise<void> {
  const { kept, renewed } = progress.headingIds
  if (kept + renewed > 0) stage.ledger.note({ headingIds: renewed > 0 ? 'regenerated' : 'kept' })
  for (const kind of new Set([...progress.answers.values()].map((answer) => answer.kind))) {
    const written = [...progress.answers].filter(([, answer]) => answer.kind === kind)
    const listed = await listing(stage, kind)
    const byKey = new Map(listed.map((resource) => [resource.key, resource]))
    for (const [key, answer] of written) {
      const entry = stage.ledger.entry({ kind, key: key.slice(kind.length + 1) })
      const now = entry?.id == null ? undefined : byKey.get(`@${entry.id}`)
      if (entry === undefined || now === undefined || !byUs(now, answer)) continue
      const seen = { ...now.fields, ...progress.held.get(key) }
      if (digestOf(seen) !== entry.seen?.digest) stage.ledger.put({ ...entry, seen })
    }
  }
}

/** A workspace that cannot be listed any more leaves the answers standing as what we saw. */
async function listing(stage: Stage, kind: string): Promise<readonly Resource[]> {
  try {
    return await stage.side.list(kind)
  } catch (error) {
    if (unread(error) === undefined) throw error
    return []
  }
}
