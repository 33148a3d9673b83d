import type { PlanReport } from '../report/index.ts'
import type { Door } from './door.ts'
import type { Given } from './options.ts'
import { pending } from './plan.ts'

/** Whether a person wants this plan carried out; not asked when there is nothing to do, or with `--yes`. */
export async function confirmed({ plan, workspace }: PlanReport, given: Given, door: Door): Promise<boolean> {
  if (given.flag('yes') || !pending(plan)) return true
  if (door.ask === null) return false
  const changes = plan.levels.flat().length
  const answer = await door.ask(
    `apply ${changes === 1 ? 'this change' : `these ${changes} changes`} to ${workspace.name}? (yes/no) `,
  )
  return /^y(es)?$/iu.test(answer.trim())
}
