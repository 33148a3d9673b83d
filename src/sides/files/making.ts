import type { Draft } from '../../prose/index.ts'
import type { Finding, Origin, Ref, Value } from '../../model/index.ts'

/** Names of resources as a file gives them, not yet led to keys. `folders`: they are folders of a content root, not keys. */
export interface Names {
  readonly to: string
  readonly many: boolean
  readonly names: readonly { readonly text: string; readonly line: number }[]
  readonly file: string
  readonly folders?: true
}

/** A body as it was parsed, its links and images not yet resolved. */
export interface DraftBody {
  readonly drafts: readonly Draft[]
  readonly file: string
  readonly locale: string
}

export type Raw = Value | Names | DraftBody

/** A resource on its way: what its files say, before anything is looked up elsewhere. */
export interface Making extends Ref {
  readonly fields: Readonly<Record<string, Raw>>
  readonly origin: Origin
  /** an error in one of these leaves the resource out of every plan */
  readonly files: readonly string[]
  readonly broken: boolean
  /** other spellings by which files may refer to it */
  readonly spellings: readonly string[]
  readonly pinned?: string
  /** its files name the key themselves: it is meant to stand beside another of its name */
  readonly keyed?: true
}

export const isNames = (raw: Raw): raw is Names => typeof raw === 'object' && raw !== null && 'names' in raw
export const isDraftBody = (raw: Raw): raw is DraftBody => typeof raw === 'object' && raw !== null && 'drafts' in raw

/** A finding without its file. */
export type Said = Omit<Finding, 'file'>

export const wrong = (rule: string, line: number, message: string): Said => ({ severity: 'error', rule, line, message })
export const odd = (rule: string, line: number, message: string): Said => ({ severity: 'warning', rule, line, message })
