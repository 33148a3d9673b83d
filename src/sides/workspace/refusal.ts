import type { Failure } from '../../model/index.ts'

const longest = 300

/** Takes the token and the signatures of hosted images out of a text that a server wrote. */
export function redact(text: string, token: string): string {
  const bare = text.replace(/([?&](?:expires|signature|req)=)[^&\s"'<>]*/g, '$1…')
  return token === '' ? bare : bare.replaceAll(token, '…')
}

const brief = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** What a refusing answer says, whichever of its forms it has: an error list, `{message, status}`, HTML, or nothing. */
export function refusal(status: number, body: string, requestId: string | null, token: string): Failure {
  const said = parse(body)
  const id = textOf(said?.['request_id']) ?? requestId
  const first: unknown = Array.isArray(said?.['errors']) ? said['errors'][0] : undefined
  const error = typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : null
  const code = textOf(error?.['code']) ?? `http_${status}`
  const field = textOf(error?.['field'])
  const words =
    textOf(error?.['message']) ?? textOf(said?.['message']) ?? (said === null ? textOf(body) : null) ?? 'no reason given'
  const message = field === null || words.includes(field) ? words : `${field}: ${words}`
  return {
    status,
    code: redact(code, token),
    message: brief(redact(message, token)),
    requestId: id === null ? null : redact(id, token),
  }
}

function parse(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

const never = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/** Why no answer came, and whether the request can have reached the server. */
export function silence(error: unknown, host: string, timeout: number): { readonly failure: Failure; readonly left: boolean } {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  const timedOut = error instanceof Error && error.name === 'TimeoutError'
  const why = timedOut ? `nothing within ${timeout / 1000} s` : cause instanceof Error ? cause.message || code : String(cause)
  const failure = {
    status: 0,
    code: timedOut ? 'timeout' : code || 'no_answer',
    message: `no answer from ${host}: ${brief(why)}`,
    requestId: null,
  }
  return { failure, left: !never.has(code) }
}
