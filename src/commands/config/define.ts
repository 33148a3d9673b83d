import type { Config } from './schema.ts'

/** Gives editors the type of the config; returns it as it is. */
export const defineConfig = (config: Config): Config => config
