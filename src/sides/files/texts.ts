import { join, posix } from 'node:path'
import type { Kind } from '../../model/index.ts'
import { sha256 } from '../../model/index.ts'
import { bytesOf } from './bytes.ts'
import type { Content } from './content.ts'
import { layouts } from './layout/index.ts'
import type { FilesOptions } from './options.ts'

// a checkout may have other line ends than the one a text was remembered in
const carriage = 0x0d

/** The digest of a text whatever its line ends are. */
export const textDigest = (bytes: Buffer): string =>
  sha256(bytes.includes(carriage) ? bytes.filter((byte) => byte !== carriage) : bytes)

/** What all content files of a resource hold, as a digest, by `kind:key`. `digests` are those of single files. */
export function textsOf(
  contents: readonly (Pick<Content, 'held'> & { readonly kind: Kind })[],
  digests: ReadonlyMap<string, string>,
  options: FilesOptions,
): ReadonlyMap<string, string> {
  const { common } = layouts[options.locales.layout]
  const all = new Map<string, Map<string, string>>()
  for (const { kind, held } of contents)
    for (const [file, { key, locale }] of held) {
      const name = `${kind.name}:${key}`
      const mine = all.get(name) ?? new Map<string, string>()
      mine.set(locale, digests.get(file) ?? '')
      if (common !== undefined) mine.set('', commonDigest(posix.join(posix.dirname(file), common), options))
      all.set(name, mine)
    }
  return new Map([...all].map(([name, mine]) => [name, sha256([...mine].sort().join('\n')).slice(0, 32)]))
}

const largest = 64 * 1024

function commonDigest(file: string, { root, instead }: FilesOptions): string {
  const read = bytesOf(join(root, file), largest, instead?.get(file))
  return 'fault' in read ? '' : textDigest(read.bytes)
}
