import * as chai from 'chai'
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  ChaiStyleAssertions,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  getState,
} from '@vitest/expect'

// vitest's own matchers, outside of vitest
for (const plugin of [JestExtend, JestChaiExpect, ChaiStyleAssertions, JestAsymmetricMatchers]) chai.use(plugin)
export const expect = Object.assign(
  (value, message) => chai.expect(value, message),
  chai.expect,
  globalThis[ASYMMETRIC_MATCHERS_OBJECT],
)
expect.getState = () => getState(expect)

/** Every test by its name, in order. */
export const tests = new Map()
const names = []

const filled = (title, given) => {
  const values = Array.isArray(given) ? [...given] : [given]
  const named = title.replace(/\$(\w+)/g, (_, name) => String(given[name]))
  return named.replace(/%[si]/g, () => String(values.shift()))
}

const each = (declare) => (table) => (title, body) => {
  for (const given of table) declare(filled(title, given), () => body(...(Array.isArray(given) ? given : [given])))
}

export function describe(title, body) {
  names.push(title)
  body()
  names.pop()
}
describe.each = each(describe)

export function test(title, body) {
  const name = [...names, title].join(' > ')
  tests.set(tests.has(name) ? `${name} (${tests.size})` : name, body)
}
test.each = each(test)
