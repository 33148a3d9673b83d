export { defineConfig } from './commands/config/define.ts'
export type { Config } from './commands/config/schema.ts'
