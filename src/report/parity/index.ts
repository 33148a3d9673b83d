export { parityPage } from './html.ts'
export { parityDocument } from './json.ts'
export { parityTable } from './pretty.ts'
export type { ParityCount, ParityDifference, ParityLink, ParityReport, ParitySkipped } from './values.ts'
