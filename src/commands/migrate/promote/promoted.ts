import type { Drawing } from '../../draw.ts'
import type { Origin } from '../origin.ts'
import { columns } from './columns.ts'
import type { Repository } from './repository.ts'
import { said } from './said.ts'

/** A drawn migration with the files held beside both workspaces, and with what they give cause to warn of. */
export function promoted(drawing: Drawing, repository: Repository | undefined, source: Origin, to: string): Drawing {
  if (repository === undefined) return drawing
  const promotion = columns(drawing, repository, source.world, to)
  return {
    ...drawing,
    promotion,
    plan: { ...drawing.plan, findings: [...drawing.plan.findings, ...said(promotion, drawing.plan)] },
  }
}
