import { sha256, stable, type Ref, type Resource } from '../../model/index.ts'
import type { FilesWorld } from '../../sides/files/index.ts'

/** What the files want, in short: one digest of all, and eight characters of each resource to find those that changed. */
export interface Desired {
  readonly digest: string
  readonly each: string
}

const width = 8

const digestOf = ({ kind, key, fields, mention, broken, pinned }: Resource): string =>
  sha256(stable([kind, key, fields, mention, broken, pinned]))

const short = (digest: string): string => Buffer.from(digest, 'hex').toString('base64url').slice(0, width)

/** What the files want of that which a plan may look at. */
export function desired(files: FilesWorld, only: (ref: Ref) => boolean): Desired {
  const digests = files.resources.filter(only).map(digestOf).sort()
  const wrong = files.findings.filter(({ severity }) => severity === 'error').map(({ file, rule }) => [file, rule])
  return {
    digest: sha256(stable([files.rootsDigest, [...files.complete].sort(), wrong, digests])),
    each: digests.map(short).join(''),
  }
}

/** Which files say something else than they did, new ones among them, and how many resources are gone. */
export function changed(
  files: FilesWorld,
  only: (ref: Ref) => boolean,
  before: Desired,
): { readonly files: readonly string[]; readonly gone: number } {
  const known = new Set(before.each.match(new RegExp(`.{${width}}`, 'gu')))
  const other = files.resources.filter((resource) => only(resource) && !known.delete(short(digestOf(resource))))
  const places = new Set(other.flatMap(({ origin }) => origin?.file ?? []))
  return { files: [...places].sort(), gone: Math.max(0, known.size - other.length) }
}
