import type { PlanReport } from '../report/index.ts'
import type { Door } from './door.ts'
import type { Given } from './options.ts'
import { pending } from './plan.ts'

/** Whether a person says yes; no where there is nobody to ask. */
export const confirmedTo = async (question: string, door: Door): Promise<boolean> =>
  door.ask !== null && /^y(es)?$/iu.test((await door.ask(question)).trim())

/** Whether a person wants this plan carried out; not asked when there is nothing to do, or with `--yes`. */
export async function confirmed({ plan, workspace }: PlanReport, given: Given, door: Door): Promise<boolean> {
  if (given.flag('yes') || !pending(plan)) return true
  const changes = plan.levels.flat().length
  return await confirmedTo(
    `apply ${changes === 1 ? 'this change' : `these ${changes} changes`} to ${workspace.name}? (yes/no) `,
    door,
  )
}
