import type { FilesOptions } from '../../sides/files/index.ts'

export type Layout = FilesOptions['locales']['layout']
export type Host = 'github' | 'gitlab'

/** What a repository says of itself, without being asked. Folders are relative to it, with /. */
export interface Found {
  /** what its pages are made for; null: nothing that is known */
  readonly made: 'docusaurus' | 'mkdocs' | 'hugo' | 'fin-as-code' | null
  /** null: there is no Markdown */
  readonly articles: string | null
  readonly snippets: string | null
  readonly locale: string
  readonly layout: Layout
  /** locales with pages of their own, the default one not among them */
  readonly locales: readonly string[]
  readonly host: Host | null
  /** owner/name at GitHub, where a remote says so */
  readonly slug: string | null
  readonly branch: 'main' | 'master'
  /** whether its package.json names this program */
  readonly installed: boolean
  /** what is no content although it is Markdown, for `.syncignore` */
  readonly beside: readonly string[]
  /** what a person should know */
  readonly notes: readonly string[]
}
