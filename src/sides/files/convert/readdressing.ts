import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { at } from '../../../model/index.ts'
import type { Address, Readdressed } from '../../../prose/index.ts'
import { readdress } from '../../../prose/index.ts'
import type { FilesRead } from '../files.ts'
import { layouts, type LayoutName } from '../layout/index.ts'
import { candidates, lookUp } from '../targets.ts'
import { asHref } from '../write/layout.ts'
import type { Move } from './placing.ts'

/** What readdressing needs to know of the whole conversion. */
export interface Moved {
  readonly root: string
  readonly world: FilesRead
  readonly to: LayoutName
  /** `kind:key@locale` → the new file */
  readonly pages: ReadonlyMap<string, string>
  /** the new folder of a collection's folder below its root */
  readonly folder: (path: string) => string
  /** the new path of an image; each one asked for is one that is used */
  readonly image: (path: string) => string
}

const named = /^intercom:([a-z]+(?:[_-][a-z]+)*):(\d+)$/u

/** Gives the links and images of a text the addresses they have from its new place; all else stays as it is written. */
export const readdressing =
  (move: Move, moved: Moved): ((body: string) => string) =>
  (body) =>
    readdress(body, (address) => anew(address, move, moved))

function anew({ of, address, title }: Address, move: Move, moved: Moved): Readdressed | null {
  const { world, root } = moved
  const [, type, id] = named.exec(title ?? '') ?? []
  const meant = type === undefined || id === undefined ? undefined : world.targets.ids.get(`${type}:${id}`)
  const hash = /#.*$/u.exec(address)?.[0] ?? ''
  if (of === 'link' && meant !== undefined) return toPage(meant, hash, address, move, moved)
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/|#|$)/iu.test(address)) return null
  const path = decoded(address.replace(/[?#].*$/u, ''))
  if (path === '') return null
  const paths = candidates(path, move.from, world.targets)
  const found = of === 'link' ? lookUp(paths, world.targets) : undefined
  if (found !== undefined && 'headings' in found) return toPage(found, hash, address, move, moved)
  if (found !== undefined) {
    const folder = world.places.shelves.get(at(found))
    return folder === undefined ? null : { address: `${relative(moved.folder(folder), move)}/${hash}` }
  }
  const there = paths.find((one) => !one.startsWith('..') && existsSync(join(root, one)))
  if (there === undefined) return null
  const now = relative(of === 'image' ? moved.image(there) : there, move)
  return now === address ? null : { address: `${now}${hash}` }
}

const relative = (file: string, { to }: Move): string => asHref(posix.relative(posix.dirname(to), file))

function toPage(
  target: { readonly kind: string; readonly key: string; readonly locale: string },
  hash: string,
  address: string,
  move: Move,
  { pages, to, world }: Moved,
): Readdressed | null {
  const file = pages.get(`${at(target)}@${target.locale}`)
  if (file === undefined) return null
  const id = [...world.targets.ids].find(([, one]) => one.kind === target.kind && one.key === target.key)?.[0]
  const now = file === move.to && hash !== '' ? hash : `${relative(file, move)}${hash}`
  const title = layouts[to].namesLinks === true && id !== undefined ? `intercom:${id}` : null
  return now === address && title === null ? null : { address: now, title }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    // a bare % is a % of the file name
    if (error instanceof URIError) return text
    throw error
  }
}
