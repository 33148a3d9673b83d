export { apply } from './apply.ts'
export type { Live, Stage } from './stage.ts'
