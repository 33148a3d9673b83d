import type { Cache, World } from '../../model/index.ts'
import type { LayoutName } from './layout/index.ts'

export interface FilesOptions {
  /** absolute folder of the repository, where sync.config.ts stands */
  readonly root: string
  /** content roots by name, relative to `root`; may hold `{locale}`; one that is absent is no error */
  readonly content: Readonly<Record<string, string>>
  /** folder of the settings files, relative to `root` */
  readonly settings: string
  readonly locales: { readonly default: string; readonly layout: LayoutName }
  readonly links: 'error' | 'warn' | 'off'
  /** `id:` in front matter binds a key to that id; otherwise it is ignored */
  readonly ids?: 'front-matter'
  readonly cache: Cache
  /** texts that count as what stands in a file, by its path: what was just written there, whatever somebody saved since */
  readonly instead?: ReadonlyMap<string, string>
}

/** A local image: where it is (absolute, and below the root), its media type and size in bytes. */
export interface LocalImage {
  readonly file: string
  readonly path: string
  readonly type: string
  readonly bytes: number
}

/** What the files say, with what `check` tells besides. */
export interface FilesWorld extends World {
  /** `sha256:<hex>` → the image */
  readonly images: ReadonlyMap<string, LocalImage>
  /** content files left out by a rule, relative to the root */
  readonly ignored: readonly string[]
  /** bodies parsed in this read; 0 when nothing changed */
  readonly parsed: number
  /** content files read */
  readonly files: number
  /** digest of content roots and ignore rules */
  readonly rootsDigest: string
  /** `kind:key` → digest of all that stands in its content files, comments too, whatever the line ends; absent where nothing is in files */
  readonly texts?: ReadonlyMap<string, string>
}

/** Where resources stand in the files. */
export interface Places {
  /** `kind:key@locale` → its content file, relative to the root */
  readonly pages: ReadonlyMap<string, string>
  /** the id of the help center whose collections the files name by path, where a file says it */
  readonly helpCenter?: string
  /** `kind:key` → the folder below its content root that is this resource */
  readonly shelves: ReadonlyMap<string, string>
}
