import { afterEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { findConfig } from '../../src/commands/config/find.ts'
import { readConfig } from '../../src/commands/config/read.ts'
import { schema } from '../../src/commands/config/schema.ts'
import { settle } from '../../src/commands/config/settle.ts'
import { environment, tokenFor } from '../../src/commands/config/tokens.ts'
import { Stop } from '../../src/model/index.ts'
import { desk, type Desk } from './desk.ts'
import { join } from 'node:path'

const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) }
const desks: Desk[] = []
const at = (files: Record<string, string>): Desk => {
  const made = desk(files)
  desks.push(made)
  return made
}
afterEach(() => {
  for (const made of desks.splice(0)) made.clean()
})

function complaint(config: unknown): string {
  try {
    settle(config, 'sync.config.ts')
  } catch (error) {
    if (error instanceof Stop && error.exit === 78) return error.message
    throw error
  }
  throw new Error('expected a refusal')
}

describe('a config that is wrong says where, what was expected and what it got', () => {
  it.each([
    [{ linsk: {} }, 'sync.config.ts: linsk: unknown key (did you mean "links"?)'],
    [{ workspaces: { live: { regoin: 'us' } } }, 'workspaces.live.regoin: unknown key (did you mean "region"?)'],
    [{ workspaces: { live: { region: 'uk' } } }, 'workspaces.live.region: expected "us" or "eu" or "au", got "uk"'],
    [
      { workspaces: { live: { region: 'us', sandbox: true } } },
      'workspaces.live: expected one of sandbox, region or baseUrl, got sandbox and region',
    ],
    [
      { workspaces: { live: { baseUrl: 'https://api.intercom.example' } } },
      'workspaces.live.baseUrl: expected https://api.intercom.io',
    ],
    [{ workspaces: { live: { baseUrl: 'http://192.168.0.7' } } }, 'or http on loopback, got "http://192.168.0.7"'],
    [{ workspaces: { live: {} }, workspace: 'lvie' }, 'workspace: expected one of live, got "lvie" (did you mean "live"?)'],
    [{ workspaces: {} }, 'workspaces: expected at least one'],
    [{ limits: { deletes: 'lots' } }, 'limits.deletes: expected a number of objects, or a percentage such as "30%", got "lots"'],
    [{ prune: 'always' }, 'prune: expected true, false or "unpublish", got "always"'],
    [{ content: { articles: '../elsewhere' } }, 'content.articles: expected a folder inside the repository'],
    [{ settings: '/etc' }, 'settings: expected a folder inside the repository'],
    [{ locales: { default: 'English' } }, 'locales.default: expected a locale such as "en"'],
    [[], 'the config: expected an object, got []'],
    [undefined, 'the config: expected an object, got nothing'],
  ])('%j', (config, says) => {
    expect(complaint(config)).toContain(says)
  })

  it('everything wrong is said at once', () => {
    expect(complaint({ linsk: {}, prune: 1, drift: 'undo' }).split('\n')).toHaveLength(3)
  })

  it('a misspelt key never runs with the default in its place', () => {
    const keys = Object.keys(schema.shape).filter((key) => key.length > 2)
    const misspelt = fc
      .constantFrom(...keys)
      .chain((key) =>
        fc.integer({ min: 1, max: key.length - 1 }).map((cut) => [key, key.slice(0, cut) + key.slice(cut + 1)] as const),
      )
    fc.assert(
      fc.property(misspelt, ([, wrong]) => {
        fc.pre(!keys.includes(wrong))
        expect(complaint({ [wrong]: {} })).toMatch(/unknown key \(did you mean "/u)
      }),
      { numRuns: 200, ...seed },
    )
  })

  it.each([
    { workspaces: { live: { region: 'us', token: 'x' } } },
    { workspaces: { live: { region: 'us', accessToken: 'x' } } },
    { workspaces: { live: { region: 'us', author: `dG9rOj${'A'.repeat(40)}` } } },
  ])('a token in it is refused, and not repeated', (config) => {
    const said = complaint(config)
    expect(said).toContain('a token does not belong in the config')
    expect(said).not.toContain('dG9rOj')
  })
})

describe('a config is found and run', () => {
  it('in a folder above, up to the git root and no further', () => {
    const { root } = at({ 'sync.config.json': '{}', 'docs/deep/file.md': '', 'inner/.git/HEAD': '', 'inner/docs/file.md': '' })
    expect(findConfig(join(root, 'docs/deep'), undefined)).toBe(join(root, 'sync.config.json'))
    expect(() => findConfig(join(root, 'inner/docs'), undefined)).toThrow(/no config/u)
  })

  it.each(['sync.config.ts', 'sync.config.mts', 'sync.config.js', 'sync.config.mjs'])(
    'as %s, where the package name resolves though it is not installed',
    async (name) => {
      const { root } = at({
        [name]: "import { defineConfig } from 'intercom-content-sync'\nexport default defineConfig({ settings: 'conf' })\n",
      })
      expect(settle(await readConfig(join(root, name)), name).settings).toBe('conf')
    },
  )

  it('types in it are no obstacle, and a second reading sees a change', async () => {
    const made = at({ 'sync.config.ts': "const folder: string = 'one'\nexport default { settings: folder }\n" })
    const path = join(made.root, 'sync.config.ts')
    expect(await readConfig(path)).toEqual({ settings: 'one' })
    made.write('sync.config.ts', "export default { settings: 'two' }\n")
    expect(await readConfig(path)).toEqual({ settings: 'two' })
  })

  it.each([
    ['sync.config.ts', 'export default {{', 'cannot be run'],
    ['sync.config.ts', "throw new Error('no bread today')", 'no bread today'],
    ['sync.config.ts', 'export const config = {}', 'expected a default export'],
    ['sync.config.json', '{', 'expected JSON'],
  ])('%s with %j says what is wrong without a stack', async (name, text, says) => {
    const made = at({ [name]: text })
    const { code, err } = await made.run('check')
    expect(code).toBe(78)
    expect(err).toContain(says)
    expect(err).not.toMatch(/^\s+at /mu)
  })
})

describe('tokens come from the environment', () => {
  it('the variable of the workspace goes before the common one, and the environment before .env', () => {
    const { root } = at({ '.env': 'INTERCOM_ACCESS_TOKEN=from-file\nINTERCOM_ACCESS_TOKEN_MY_SHOP="own from file"\n' })
    const env = environment(root, { INTERCOM_ACCESS_TOKEN: 'from-env' })
    expect(tokenFor('live', env)).toBe('from-env')
    expect(tokenFor('live', environment(root, { INTERCOM_ACCESS_TOKEN: '' }))).toBe('from-file')
    expect(tokenFor('my-shop', environment(root, { INTERCOM_ACCESS_TOKEN_MY_SHOP: 'own' }))).toBe('own')
  })

  it('without one the run ends with 77 and names both variables', () => {
    expect(() => tokenFor('my-shop', {})).toThrow(/INTERCOM_ACCESS_TOKEN_MY_SHOP or INTERCOM_ACCESS_TOKEN/u)
  })

  it('one that no header can carry is refused and not repeated', () => {
    expect(() => tokenFor('live', { INTERCOM_ACCESS_TOKEN: 'two words' })).toThrow(/^(?!.*two words)/u)
  })
})
