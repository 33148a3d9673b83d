import { createHash } from 'node:crypto'
import type { Root, RootContent } from 'hast'
import { isLoopback, webAddress } from '../address.ts'
import { invalid } from '../refusal.ts'
import type { Image } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'
import { attribute, is } from './tree.ts'

/** Where the service keeps images; stored bodies hold bare addresses below it. */
export const imageHost = 'https://downloads.intercomcdn.com'
const own = /https:\/\/downloads\.intercomcdn\.com\/i\/o\/(\d+)\/[0-9a-f]+\/[0-9a-f-]+/

/** Takes over every image of a body and answers the new address of each source. */
export async function rehost(tree: Root, workspace: Workspace): Promise<ReadonlyMap<string, string>> {
  const sources = [...new Set(tree.children.flatMap(sourcesIn))]
  const fetched = await Promise.all(sources.map((src) => bytesOf(src, workspace)))
  return new Map(sources.map((src, at) => [src, known(src, workspace) ?? keep(src, fetched[at], workspace)]))
}

/** Adds to each image address the signature that is another one on every read. */
export function signed(stored: string, workspace: Workspace): string {
  if (!stored.includes(imageHost)) return stored
  const expires = workspace.stamp() + workspace.switches.imageLife
  return stored.replace(
    new RegExp(own, 'g'),
    (path) => `${path}?expires=${expires}&signature=${workspace.hex(64)}&req=${workspace.hex(24)}`,
  )
}

/** Signed addresses inside HTML, where `&` is written as an entity. */
export const signedHtml = (html: string, workspace: Workspace): string =>
  html.includes(imageHost)
    ? signed(html, workspace).replace(/\?expires=[^"]*"/g, (query) => query.replace(/&(?!amp;)/g, '&amp;'))
    : html

function sourcesIn(node: RootContent): string[] {
  if (!is(node)) return []
  const src = is(node, 'img') ? attribute(node, 'src') : undefined
  return src === undefined ? node.children.flatMap(sourcesIn) : [src]
}

function known(src: string, workspace: Workspace): string | undefined {
  const [path, id] = own.exec(src) ?? []
  return path !== undefined && workspace.store.get('images', Number(id))?.path === path ? path : undefined
}

interface Fetched {
  readonly bytes: Uint8Array
  readonly type: string
}

async function bytesOf(src: string, workspace: Workspace): Promise<Fetched | undefined> {
  if (known(src, workspace) !== undefined) return undefined
  const url = webAddress(src)
  if (url === undefined) throw unfetchable(src)
  const loopback = isLoopback(url.hostname)
  const { imageFetch } = workspace.switches
  if (imageFetch === 'refuse' && !loopback) throw unfetchable(src)
  return loopback && imageFetch !== 'none' ? download(src) : undefined
}

async function download(src: string): Promise<Fetched> {
  const answer = await fetch(src, { signal: AbortSignal.timeout(10_000) }).catch((cause: unknown) => {
    throw Object.assign(unfetchable(src), { cause })
  })
  if (!answer.ok) throw unfetchable(src)
  return {
    bytes: new Uint8Array(await answer.arrayBuffer()),
    type: answer.headers.get('content-type') ?? 'application/octet-stream',
  }
}

function keep(source: string, got: Fetched | undefined, workspace: Workspace): string {
  const digest = got === undefined ? null : createHash('sha256').update(got.bytes).digest('hex')
  if (got !== undefined && digest !== null) workspace.store.keepBytes(digest, got.bytes)
  const id = workspace.store.nextId('images')
  const u = workspace.hex(32)
  const uuid = [u.slice(0, 8), u.slice(8, 12), u.slice(12, 16), u.slice(16, 20), u.slice(20)].join('-')
  const path = `${imageHost}/i/o/${id}/${workspace.hex(24)}/${uuid}`
  const row: Image = { id, path, source, digest, type: got?.type ?? 'image/svg+xml' }
  workspace.store.put('images', row)
  return path
}

const unfetchable = (src: string): Error => invalid(`body contains an image that cannot be fetched: ${src.slice(0, 200)}`, 'body')
