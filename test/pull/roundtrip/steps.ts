import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Counter } from './counter.ts'
import { shownBlocks } from './shown.ts'

interface Planned {
  readonly changes: readonly {
    readonly verb: string
    readonly key: string
    readonly takeover?: true
    readonly fields: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[]
  }[]
  readonly beside: readonly unknown[]
}

/** What is seen of each text of a workspace, block by block, by `12/en`. */
export function blocksOf({ sandbox }: Counter): ReadonlyMap<string, readonly string[]> {
  const { articles } = sandbox.control.state()
  return new Map(
    articles.flatMap(({ id, contents }) =>
      Object.entries(contents).map(([locale, { body }]) => [`${id}/${locale}`, shownBlocks(body.html)] as const),
    ),
  )
}

/** A pull into nothing, and a plan that has nothing to say. */
export async function pulled(shop: Counter, images: string): Promise<void> {
  const before = blocksOf(shop)
  await shop.run(`pull --yes --images ${images}`)
  await shop.quiet()
  expect(blocksOf(shop)).toEqual(before)
}

/** Nothing is remembered any more: what is planned is to remember it again, without a word about differences. */
export async function adoptedAnew(shop: Counter): Promise<void> {
  rmSync(join(shop.desk.root, '.content-sync'), { recursive: true })
  const { changes, beside } = JSON.parse((await shop.run('plan -f json')).out) as Planned
  const differing = changes.filter(({ verb, takeover }) => verb !== 'adopt' || takeover === true)
  expect(differing.map(({ key, fields }) => [key, ...fields.map(partingOf)])).toEqual([])
  expect(changes.length).toBeGreaterThan(0)
  expect(beside).toEqual([])
  shop.sandbox.control.clearLog()
  await shop.run('apply --yes')
  expect(shop.sandbox.requests().filter(({ method }) => method !== 'GET')).toEqual([])
  await shop.quiet()
}

/** Where two values part, with what stands around it. */
function partingOf({ name, before, after }: Planned['changes'][number]['fields'][number]): string {
  const spelled = (value: unknown): string => JSON.stringify(value).replace(/,"id":"h_[\da-f]{10}"/gu, '')
  const [was, is] = [spelled(before), spelled(after)].map((text) =>
    text.replaceAll('https://downloads.intercomcdn.com/', 'cdn:/'),
  ) as [string, string]
  return `${name}: ${parting(was, is)}`
}

function parting(was: string, is: string): string {
  let at = 0
  while (at < was.length && was[at] === is[at]) at += 1
  return `…${was.slice(Math.max(0, at - 60), at + 60)}… became …${is.slice(Math.max(0, at - 60), at + 60)}…`
}

/** Applies; where a loaded machine kept an answer for too long, what was not written is written by the next run. */
export async function applied({ desk, sandbox }: Counter): Promise<void> {
  const env = { INTERCOM_ACCESS_TOKEN: sandbox.token }
  let ended = await desk.run('apply --yes', { env })
  for (let again = 0; again < 2 && ended.code === 1; again += 1) ended = await desk.run('apply --yes', { env })
  expect(ended.code, `${ended.out}\n${ended.err}`.slice(-2000)).toBe(0)
}

/** A paragraph more at the end of every file is a paragraph more at the end of every text, and nothing else of it changes. */
export async function added(
  shop: Counter,
  isText: (path: string) => boolean = (path) => path.startsWith('content/articles/'),
): Promise<void> {
  const before = blocksOf(shop)
  const files = [...shop.files().keys()].filter((path) => isText(path) && path.endsWith('.md'))
  for (const file of files) appendFileSync(join(shop.desk.root, file), '\nAs good as ever.\n')
  await applied(shop)
  const after = blocksOf(shop)
  expect(after.size).toBe(before.size)
  const differing = [...before].flatMap(([text, blocks]) => {
    const wanted = [...blocks, ...shownBlocks('<p>As good as ever.</p>')]
    const got = after.get(text) ?? []
    const at = wanted.findIndex((block, n) => block !== got[n])
    return at < 0 && got.length === wanted.length ? [] : [[text, parting(wanted[at] ?? '', got[at] ?? '')]]
  })
  expect(differing).toEqual([])
  expect(files).toHaveLength(before.size)
  await shop.quiet()
}

/** A checkout with nothing in it gets, byte for byte, the files there were. */
export async function writtenAgain(shop: Counter, images: string): Promise<void> {
  const before = shop.files()
  shop.empty(true)
  await shop.run(`pull --yes --images ${images}`)
  expect(shop.files()).toEqual(before)
  await shop.quiet()
}
