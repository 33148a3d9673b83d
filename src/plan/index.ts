export { plan } from './plan.ts'
export type { Drawn } from './plan.ts'
export type { Allow, Rules } from './rules.ts'
export type { Matched } from './match.ts'
