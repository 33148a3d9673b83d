import { kinds } from '../../kinds/index.ts'
import type { ParitySkipped } from './values.ts'

/** A kind that is not compared, as a sentence. */
export const skippedLine = ({ kind, workspace, why }: ParitySkipped): string =>
  `not compared: ${kinds.find(({ name }) => name === kind)?.plural ?? kind}, which ${workspace} refuses (${why})`
