import type { Finding } from './finding.ts'
import type { Fields, Ref } from './value.ts'

/** Where in the files something stands; `lines` are those of single fields. */
export interface Origin {
  readonly file: string
  readonly line: number
  readonly lines?: Readonly<Record<string, number>>
}

/** What a workspace says of an object besides its content. Times are epoch seconds of the server's clock. */
export interface Stamp {
  readonly createdAt?: number
  readonly updatedAt?: number
  /** the id of the teammate who wrote last, where the kind has one */
  readonly by?: string
  readonly url?: string
  /** locales with a staged draft not yet published; '' is the default locale */
  readonly staged?: readonly string[]
  /** the id of the help center it belongs to, where that is known */
  readonly helpCenter?: string
}

/** One thing of a kind, as one side has it. */
export interface Resource extends Ref {
  readonly fields: Fields
  readonly origin?: Origin
  readonly stamp?: Stamp
  /** only mentioned (a tag in front matter): created when missing, never remembered */
  readonly mention?: true
  /** its file has errors: it exists, and nothing is planned for it */
  readonly broken?: true
  /** the id the files give it in this workspace */
  readonly pinned?: string
}

/** All resources of one side at one moment. */
export interface World {
  readonly resources: readonly Resource[]
  readonly findings: readonly Finding[]
  /** kinds whose listing is whole; nothing of another kind may be deleted */
  readonly complete: ReadonlySet<string>
  /** kinds that could not be listed, and why */
  readonly skipped: readonly { readonly kind: string; readonly why: string }[]
}
