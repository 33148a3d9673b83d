export { adoptDocument } from './json.ts'
export { adoptTable } from './pretty.ts'
export type { AdoptReport, AdoptRow, May, Reasons } from './values.ts'
export { why } from './why.ts'
