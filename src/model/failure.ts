/**
 * Something the service refused. `status` 0: no answer came (refused connection, reset, timeout). `retryAfter` in milliseconds, where the
 * service said so. `unknown`: the request may have been carried out all the same. `id`: the object is there under this id, and only a part of
 * the change failed.
 */
export interface Failure {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly requestId: string | null
  readonly retryAfter?: number
  readonly unknown?: true
  readonly id?: string
}

/** A run that cannot go on, with the exit code it ends with (BEHAVIOUR: 64 usage, 65 content, 69 unreachable, 77 token or workspace, 78 config…). */
export class Stop extends Error {
  readonly exit: number
  constructor(exit: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Stop'
    this.exit = exit
  }
}

/** One refused request, thrown by the client and turned into an outcome by `apply`. */
export class Refused extends Error {
  readonly failure: Failure
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options)
    this.name = 'Refused'
    this.failure = failure
  }
}
