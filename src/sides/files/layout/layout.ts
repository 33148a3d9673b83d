/** What the place of a content file below its root tells: the path of what it holds, and the locale, null where nothing tells it. */
export interface Told {
  readonly path: string
  readonly said: string | null
}

/** How the texts of one resource stand in a content root. Paths are below the root, with /. */
export interface Layout {
  /** content roots where the config names none */
  readonly roots: { readonly articles: string; readonly snippets: string }
  /** what a path without extension tells; `known` is the locale its root tells already; null: no file of this layout */
  readonly tells: (path: string, known: string | null) => Told | null
  /** what the path of a folder tells */
  readonly folder: (path: string, known: string | null) => Told
  /** the file of a path in one locale; `main` is the default locale, `locale` another one */
  readonly file: (path: string, main: string, locale: string | undefined) => string
  /** the file of another locale beside one of the default locale, which may stand in any of the places the layout allows */
  readonly beside: (file: string, main: string, locale: string) => string
  /** the file of a folder that says of itself what it is: `_collection.yaml` */
  readonly shelf: (folder: string, kind: string, main: string, locale: string | undefined) => string
  /** the name of the file that says what holds for all locales, in the folder of the texts */
  readonly common?: string
  /** links name what they lead to by its id, in their titles */
  readonly namesLinks?: true
  /** words the files hold that are no fields of ours: they stay, and nobody is told that they are unknown */
  readonly keeps?: readonly string[]
  /** words each text repeats though they hold for all locales: those of the default locale count */
  readonly repeats?: readonly string[]
}
