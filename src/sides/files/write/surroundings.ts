import type { Kind, Part, Ref, Resource } from '../../../model/index.ts'
import type { Carried } from '../../../prose/index.ts'
import type { Merging } from '../merge/merging.ts'
import type { FilesOptions, LocalImage, Places } from '../options.ts'
import type { Spell } from './front-matter-edit.ts'

/** A file to be written, or with null taken away, relative to the root. */
export interface Writing {
  readonly file: string
  readonly text: string | null
  /** what it is about, for content files */
  readonly of?: Ref & { readonly locale: string }
  /** its file says nothing of its text, which stays in Intercom */
  readonly elsewhere?: true
  /** its body cannot be said in Markdown at all (too deep, too large), and the file has one: it must not be written */
  readonly unsaid?: true
  /** how the blocks of its body came over */
  readonly blocks?: readonly Carried[]
  /** of a text both sides changed: how many places a person has to decide, and what its body says */
  readonly merged?: { readonly clashes: number; readonly body?: { readonly name: string; readonly parts: readonly Part[] } }
  /** of a list of settings: the entries a person has to decide, and in how many fields */
  readonly fought?: readonly { readonly of: Ref; readonly clashes: number }[]
}

/** What writing needs to know of both sides. */
export interface Surroundings {
  readonly options: Pick<FilesOptions, 'root' | 'content' | 'settings' | 'locales'>
  readonly kinds: readonly Kind[]
  readonly places: Places
  /** what the files hold now, by `kind:key` */
  readonly here: ReadonlyMap<string, Resource>
  readonly images: ReadonlyMap<string, LocalImage>
  /** a text Markdown does not say whole comes without the rest (text), or stays in Intercom (metadata) */
  readonly lossy?: 'text' | 'metadata'
  /** the address of an image the workspace hosts, without signature */
  readonly hosted: (image: string) => string
  readonly spell: Spell
  /** the ids the workspace gives, by `kind:key`, for layouts whose files say them */
  readonly ids?: ReadonlyMap<string, string>
  /** what both sides changed, by `kind:key` */
  readonly merging?: ReadonlyMap<string, Merging>
  /** the address of a page that is in no file */
  readonly url: (ref: Ref, locale: string, fragment: string | undefined) => string
}

/** The kind of a resource. Throws for a name that is no kind: that is a bug, not content. */
export function kindIn({ kind }: Ref, { kinds }: Surroundings): Kind {
  const found = kinds.find(({ name }) => name === kind)
  if (found === undefined) throw new Error(`no kind is called ${kind}`)
  return found
}
