import { kindOf } from '../kinds/index.ts'
import { Refused, type Change, type Plan } from '../model/index.ts'

/** A plan whose deletes say what goes with them, where the workspace lets us count it. */
export async function taken(plan: Plan, side: { held(kind: string, id: string): Promise<number> }): Promise<Plan> {
  const counted = async (change: Change): Promise<Change> => {
    const holds = change.verb === 'delete' ? kindOf(change.from.kind).holds : undefined
    if (change.verb !== 'delete' || holds === undefined) return change
    try {
      return { ...change, takes: { count: await side.held(change.from.kind, change.id), plural: holds.plural } }
    } catch (error) {
      if (error instanceof Refused) return change
      throw error
    }
  }
  return { ...plan, levels: await Promise.all(plan.levels.map((level) => Promise.all(level.map(counted)))) }
}
