/** A request the sandbox refuses, with the status and the error list it answers. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly field: string | undefined

  constructor(status: number, code: string, message: string, field?: string) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.code = code
    this.field = field
  }
}

/** The 400 for a value that cannot be. */
export const invalid = (message: string, field?: string): Refusal => new Refusal(400, 'parameter_invalid', message, field)

/** The 400 for a value that must be there. */
export const missing = (message: string, field?: string): Refusal => new Refusal(400, 'parameter_not_found', message, field)

/** The 404 of most resources. */
export const notFound = (): Refusal => new Refusal(404, 'not_found', 'Resource Not Found')

/** The error list of the API as a body. */
export function errorList(request: string, code: string, message: string, field?: string): Record<string, unknown> {
  return { type: 'error.list', request_id: request, errors: [{ code, message, ...(field === undefined ? {} : { field }) }] }
}
