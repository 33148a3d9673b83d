import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from '../commands/desk.ts'

const baker = 'ana@example.com'
/** The pages of each. */
export const breads = ['Rye', 'Spelt']

/** Pairs of workspaces over real HTTP, and a desk from which all can be reached. */
export interface Chain {
  readonly desk: Desk
  readonly old: readonly Sandbox[]
  readonly new: readonly Sandbox[]
  /** a token for each workspace */
  readonly env: Readonly<Record<string, string>>
  readonly run: (args: string, given?: { stop?: AbortSignal; heard?: (text: string) => void }) => Promise<Ended>
  readonly close: () => Promise<void>
}

/** Bakeries of a chain: each has a help center of two linked pages in a collection, and is to have another one. */
export async function bakeries(count: number, jobs: string, watch: SandboxOptions['watch'] = () => undefined): Promise<Chain> {
  const start = (options: SandboxOptions): Promise<Sandbox[]> =>
    Promise.all(Array.from({ length: count }, () => startSandbox({ limit: '1000000/10s', ...options })))
  const [old, fresh] = [await start({}), await start({ watch })]
  for (const one of old) {
    const edit = async (path: string, body: Record<string, unknown>): Promise<Record<string, unknown>> =>
      (await one.control.edit({ method: 'POST', path, body, admin: baker })).body as Record<string, unknown>
    const shelf = await edit('/help_center/collections', { name: 'Breads' })
    let before = ''
    for (const title of breads) {
      const body = `<p>${title} is baked at night.</p>${before === '' ? '' : `<p><a href="${before}">Another</a></p>`}`
      const page = { title, body, author_id: 1002, state: 'published', parent_id: Number(shelf['id']), parent_type: 'collection' }
      before = String((await edit('/articles', page))['url'])
    }
  }
  const ends = [...old.map((one, n) => [`was-${n}`, one] as const), ...fresh.map((one, n) => [`is-${n}`, one] as const)]
  const home = desk({
    'sync.config.json': JSON.stringify({
      workspaces: { ...Object.fromEntries(ends.map(([name, { url }]) => [name, { baseUrl: url }])), box: { sandbox: true } },
      pace: { leave: '0%', mode: 'burst' },
    }),
    'jobs.yaml': jobs,
  })
  const env = Object.fromEntries(
    ends.map(([name, { token }]) => [`INTERCOM_ACCESS_TOKEN_${name.toUpperCase().replace('-', '_')}`, token]),
  )
  return {
    desk: home,
    old,
    new: fresh,
    env,
    run: (args, given = {}) => home.run(args, { ...given, env }),
    close: async () => {
      home.clean()
      await Promise.all([...old, ...fresh].map((one) => one.close()))
    },
  }
}

/** A list of so many pairs. */
export const listed = (count: number): string =>
  Array.from({ length: count }, (_, n) => `- { from: was-${n}, to: is-${n} }\n`).join('')
/** The titles of a workspace. */
export const titles = (one: Sandbox | undefined): string[] =>
  (one?.control.state().articles ?? []).map(({ contents }) => contents['en']?.title ?? '').sort()
