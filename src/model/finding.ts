/** Something wrong in a file: what, where, what was expected and what was found. An error stops `apply`; a warning is said. */
export interface Finding {
  readonly severity: 'error' | 'warning' | 'note'
  /** stable, for machines: `front-matter/state` */
  readonly rule: string
  readonly file: string
  readonly line: number
  readonly message: string
}
