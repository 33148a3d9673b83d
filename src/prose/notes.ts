/** Something said of a body while it is read: `line` counts from 1 in the file. */
export interface Note {
  readonly severity: 'error' | 'warning'
  /** stable, for machines: `prose/empty-list` */
  readonly rule: string
  readonly line: number
  readonly message: string
}

export interface Notes {
  error(rule: string, line: number, message: string): void
  /** said once for each `what`, at its first line, with how often */
  lost(rule: string, line: number, what: string): void
  /** in the order of lines */
  all(): Note[]
}

/** Collects the notes of one body. */
export function collect(): Notes {
  const errors: Note[] = []
  const losses = new Map<string, { rule: string; line: number; what: string; times: number }>()
  return {
    error: (rule, line, message) => {
      errors.push({ severity: 'error', rule, line, message })
    },
    lost: (rule, line, what) => {
      const known = losses.get(what)
      if (known === undefined) losses.set(what, { rule, line, what, times: 1 })
      else known.times += 1
    },
    all: () => {
      const lost = [...losses.values()].map(({ rule, line, what, times }): Note => {
        const message = `not carried to Intercom: ${what}${times > 1 ? ` (${times} times)` : ''}`
        return { severity: 'warning', rule, line, message }
      })
      return [...errors, ...lost].sort((a, b) => a.line - b.line)
    },
  }
}
