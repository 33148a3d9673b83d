export { titleOf, type Evidence } from './evidence.ts'
export type { Candidate } from './judge.ts'
export { pairing, type Paired, type Pairing, type Standing } from './pairing.ts'
