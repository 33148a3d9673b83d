import type { Fields, Ref, Resource } from '../model/index.ts'
import { at } from '../model/index.ts'
import type { Progress, Stage } from './stage.ts'

/** Takes note of an answer to a write. What the ledger keeps of it is not held here: in a large run that would be all texts once more. */
export function answer(ref: Ref, { fields, ...rest }: Resource, kept: Fields | null, progress: Pick<Progress, 'answers'>): void {
  progress.answers.set(at(ref), kept === fields ? rest : { ...rest, fields })
}

/** An object as this run last saw it: answered to its own write, or listed. */
export function last(ref: Ref, stage: Pick<Stage, 'ledger' | 'live'>, progress: Pick<Progress, 'answers'>): Resource | undefined {
  const answered = progress.answers.get(at(ref))
  if (answered === undefined) return stage.live.get(at(ref))
  const fields = answered.fields ?? stage.ledger.entry(ref)?.seen?.fields()
  if (fields === undefined) throw new Error(`${at(ref)} was answered, and nothing is remembered of it`)
  return { ...answered, fields }
}
