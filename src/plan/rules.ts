import type { Facts, Fields, Ref } from '../model/index.ts'

/** Overrides a person gives for one run. */
export type Allow = 'deletes' | 'updates' | 'unpublish' | 'duplicates' | 'takeover' | 'drafts' | 'recreate'

/** What one run may do, and what it remembers of the workspace. */
export interface Rules {
  /** file gone → remote gone; 'unpublish': the object goes to draft; false: it is reported */
  readonly prune: boolean | 'unpublish'
  /** of a pull: what both sides changed is brought together in the files, not a conflict; 'texts': only in those that hold one object each */
  readonly merge?: true | 'texts'
  /** edits made in Intercom: reported, or undone */
  readonly drift: 'keep' | 'restore'
  readonly allow: ReadonlySet<Allow>
  /** '30%' of the managed objects of a kind (from 10 on), or an absolute number */
  readonly limits: { readonly deletes: string | number; readonly updates: string | number }
  /** fields a create needs and files may leave out, by kind */
  readonly defaults: Readonly<Record<string, Fields>>
  /** outside it nothing is compared, written or deleted */
  readonly only: (ref: Ref) => boolean
  /** the locale whose fields carry no suffix */
  readonly locale: string
  /** by kind: a name in the files → the name or id it has in this workspace */
  readonly map: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** bare image path → digest or URL it came from */
  readonly images: ReadonlyMap<string, string>
  readonly facts: Facts
  /** digest of content roots and ignore rules of this reading */
  readonly roots: string
  /** digest of all that stands in the content files, comments too, by `kind:key` */
  readonly texts?: ReadonlyMap<string, string>
  /** what people call the sides, where the wish is another workspace and not files */
  readonly between?: { readonly from: string; readonly to: string }
  /** flags of command fields given for this run */
  readonly commands: ReadonlySet<string>
  /** the locales switched on in our help center; empty: not known */
  readonly locales: readonly string[]
  /** `known`: every key that has an object names it by its id, so nothing is looked for by its name or text */
  readonly identity?: 'known'
  /** try again what the service refused for reasons of its own */
  readonly retryBlocked: boolean
  /** the id of our help center: what belongs to another is not ours to see */
  readonly helpCenter?: string
  /** the server's clock when the lists began, epoch seconds */
  readonly now: number
  /** seconds after which a request that was sent cannot arrive any more */
  readonly timeout: number
  /** the id of the teammate our writes are made as */
  readonly admin: string
  /** requests per second the workspace allows */
  readonly rate: number
}
