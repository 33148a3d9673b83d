/** What the place of a content file below its root tells: the path of what it holds, and the locale, null where nothing tells it. */
export interface Told {
  readonly path: string
  readonly said: string | null
}

/** How the texts of one resource stand in a content root. Paths are below the root, with /. */
export interface Layout {
  /** what a path without extension tells; `known` is the locale its root tells already; null: no file of this layout */
  readonly tells: (path: string, known: string | null) => Told | null
  /** what the path of a folder tells */
  readonly folder: (path: string, known: string | null) => Told
  /** the file of a path in one locale; `main` is the default locale, `locale` another one */
  readonly file: (path: string, main: string, locale: string | undefined) => string
  /** the file of another locale beside one of the default locale, which may stand in any of the places the layout allows */
  readonly beside: (file: string, main: string, locale: string) => string
  /** the file that says what holds for all locales, beside the texts of a path */
  readonly common?: (path: string) => string
}
