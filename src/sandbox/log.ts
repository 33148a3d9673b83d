/** One API request, as the sandbox saw it. */
export interface RequestLogEntry {
  readonly n: number
  readonly method: string
  /** With its query. */
  readonly path: string
  /** The operation, as in `/articles/{id}`; null for an unknown one. */
  readonly route: string | null
  /** What was answered; 0 when the connection was dropped instead. */
  readonly status: number
  /** Milliseconds. */
  readonly at: number
  readonly client: string | null
  /** SHA-256 of the request body, null without one. */
  readonly body: string | null
  /** Whether the work was done, whatever was answered. */
  readonly done: boolean
  readonly remaining: number | null
}
