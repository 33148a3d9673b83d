import { defineConfig } from 'vitest/config'

/** The planner's own tests that are quick: values in, values out, no sandbox. Mutants are run against these. */
export default defineConfig({
  test: { include: ['test/plan/**/*.test.ts'], exclude: ['test/plan/large.test.ts'] },
})
