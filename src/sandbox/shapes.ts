// What the sandbox stores. Ids are numbers here; how they look on the wire is the resource's affair.

export interface Availability {
  readonly chatbot: boolean
  readonly copilot: boolean
  readonly salesAgent: boolean
}

export interface Heading {
  readonly id: string
  readonly text: string
}

/** A body as stored: image addresses are bare, signatures are added when it is read. */
export interface Written {
  readonly html: string
  readonly markdown: string
  readonly headings: readonly Heading[]
}

export interface Draft {
  readonly title: string
  readonly description: string | null
  readonly body: Written
  readonly authorId: number
  readonly updatedAt: number
}

export interface Content {
  readonly title: string
  readonly description: string | null
  readonly body: Written
  readonly authorId: number
  readonly state: 'published' | 'draft'
  readonly publishedOnce: boolean
  readonly audienceIds: readonly number[]
  readonly availability: Availability
  readonly draft: Draft | null
  /** The version that holds this text. */
  readonly versionId: number | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly createdBy: number
  readonly updatedBy: number
}

export interface Applied {
  readonly tagId: number
  readonly at: number
  readonly by: number
}

export interface Article {
  readonly id: number
  readonly defaultLocale: string
  readonly contents: Readonly<Record<string, Content>>
  readonly parentIds: readonly number[]
  readonly folderId: number | null
  readonly tags: readonly Applied[]
  readonly publishAt: number | null
  readonly unpublishAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
  readonly createdBy: number
  readonly updatedBy: number
}

export interface Version {
  readonly id: number
  readonly articleId: number
  readonly locale: string
  readonly title: string
  readonly description: string | null
  readonly body: Written
  readonly authorId: number
  readonly createdBy: number
  readonly via: string
  readonly from: number | null
  readonly state: 'published' | 'draft'
  readonly createdAt: number
}

export interface Group {
  readonly name: string
  readonly description: string | null
}

export interface Collection extends Group {
  readonly id: number
  readonly order: number
  readonly icon: string
  readonly defaultLocale: string
  readonly translations: Readonly<Record<string, Group>>
  readonly parentId: number | null
  readonly helpCenterId: number
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Folder {
  readonly id: number
  readonly name: string
  readonly description: string | null
  readonly emoji: string | null
  readonly parentId: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Tag {
  readonly id: number
  readonly name: string
  readonly heldBy?: readonly string[]
}

export interface Snippet {
  readonly id: number
  readonly title: string
  readonly locale: string
  readonly blocks: readonly Readonly<Record<string, unknown>>[]
  readonly markdown: string
  readonly headings: readonly Heading[]
  readonly audienceIds: readonly number[]
  readonly availability: Availability
  readonly tags: readonly Applied[]
  readonly procedures?: readonly string[]
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Source {
  readonly id: number
  readonly url: string
  readonly status: 'active' | 'deactivated'
  readonly sync: 'api' | 'automatic' | 'manual'
  readonly audienceIds: readonly number[]
  readonly createdAt: number
  readonly updatedAt: number
}

export interface ExternalPage {
  readonly id: number
  readonly sourceId: number
  readonly externalId: string
  readonly title: string
  readonly html: string
  readonly url: string | null
  readonly locale: string
  readonly availability: Availability
  readonly audienceIds: readonly number[]
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Predicate {
  readonly attribute: string
  readonly type: string
  readonly comparison: string
  readonly value: string
}

export interface Audience {
  readonly id: number
  readonly name: string
  readonly predicates: readonly Predicate[]
  readonly rolePredicates: readonly Predicate[]
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Admin {
  readonly id: number
  readonly name: string
  readonly email: string
  /** The ids of the teams they belong to. */
  readonly teams?: readonly string[]
}

export interface HelpCenter {
  readonly id: number
  readonly identifier: string
  readonly displayName: string
  /** A host name of its own, where it has one. */
  readonly domain?: string | null
  readonly locales: readonly string[]
  readonly createdAt: number
}

/** A saved reply, with placeholders as teammates type them: `{{user.name | fallback: 'there'}}`. */
export interface Macro {
  readonly id: number
  readonly name: string
  readonly html: string
  /** The ids of the teams it is for; none: everyone. */
  readonly teams: readonly string[]
  readonly places: readonly ('inbox' | 'messenger')[]
  readonly createdAt: number
  readonly updatedAt: number
}

export interface Redirect {
  readonly id: number
  readonly fromUrl: string
  readonly locale: string
  readonly helpCenterId: number
  readonly target: { readonly type: 'article' | 'collection'; readonly id: number }
  readonly createdAt: number
  readonly updatedAt: number
}

/** An image the service took over: its bare path, and its bytes when they were fetched. */
export interface Image {
  readonly id: number
  readonly path: string
  readonly source: string
  readonly digest: string | null
  readonly type: string
}

export interface Meta {
  readonly id: 0
  readonly workspaceId: string
  readonly name: string
  readonly token: string
  readonly readToken: string
  readonly adminId: number
  readonly createdAt: number
}

/** Every table of a workspace. */
export interface Tables {
  meta: Meta
  admins: Admin
  helpCenters: HelpCenter
  audiences: Audience
  tags: Tag
  folders: Folder
  collections: Collection
  articles: Article
  versions: Version
  snippets: Snippet
  sources: Source
  pages: ExternalPage
  macros: Macro
  redirects: Redirect
  images: Image
}
