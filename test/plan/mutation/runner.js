import { readdirSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { join, resolve } from 'node:path'
import { createJiti } from 'jiti'

const slow = new Set(['large.test.ts', 'moved.test.ts', 'pairing-large.test.ts', 'pull-table.test.ts'])

const ran = (tests, of) =>
  of.map((name) => {
    const began = performance.now()
    const result = { id: name, name, timeSpentMs: 0 }
    try {
      tests.get(name)()
      return { ...result, status: 0, timeSpentMs: performance.now() - began }
    } catch (error) {
      return { ...result, status: 1, failureMessage: String(error?.message ?? error), timeSpentMs: performance.now() - began }
    }
  })

/**
 * Runs the planner's tests in the process of Stryker's runner: they are plain functions of values, and a thousand mutants need a thousand runs
 * of them, not a thousand starts of a test framework.
 */
class InProcess {
  #space
  #tests
  #load
  /** loaded while a mutant was on that is on from the start */
  #stale = false

  constructor(namespace) {
    this.#space = globalThis[namespace] ??= {}
  }

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    // not before now: Stryker has gone to its copy of the house in between
    const folder = resolve('test/plan')
    const jiti = createJiti(join(folder, 'runner.js'), { alias: { vitest: join(folder, 'mutation/tests.js') } })
    this.#load = async () => {
      for (const path of Object.keys(jiti.cache))
        if (path.startsWith(resolve('.')) && !path.includes('node_modules')) delete jiti.cache[path]
      const { tests } = await jiti.import(join(folder, 'mutation/tests.js'))
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.test.ts') && !slow.has(name)))
        await jiti.import(join(folder, file))
      this.#tests = tests
    }
    await this.#load()
  }

  async dryRun() {
    const results = [...this.#tests.keys()].flatMap((name) => {
      this.#space.currentTestId = name
      return ran(this.#tests, [name])
    })
    this.#space.currentTestId = undefined
    return { status: 'complete', tests: results, mutantCoverage: this.#space.mutantCoverage }
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    const still = mutantActivation === 'static'
    Object.assign(this.#space, { activeMutant: activeMutant.id, hitCount: 0, hitLimit })
    let nrOfTests = 0
    try {
      if (still || this.#stale) await this.#load()
      this.#stale = still
      for (const name of testFilter ?? this.#tests.keys()) {
        nrOfTests += 1
        const [{ status, failureMessage }] = ran(this.#tests, [name])
        if (hitLimit !== undefined && this.#space.hitCount > hitLimit) return { status: 'timeout', reason: 'endless' }
        if (status === 1) return { status: 'killed', killedBy: [name], failureMessage, nrOfTests }
      }
    } catch (error) {
      return { status: 'killed', killedBy: [], failureMessage: `does not load: ${String(error)}`, nrOfTests }
    } finally {
      Object.assign(this.#space, { activeMutant: undefined, hitLimit: undefined })
    }
    return { status: 'survived', nrOfTests }
  }
}
InProcess.inject = ['globalNamespace']

const factory = (injector) => injector.provideValue('globalNamespace', '__stryker__').injectClass(InProcess)
factory.inject = ['$injector']

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', factory }]
