import type { Sandbox } from '../../src/sandbox/index.ts'

export interface Asked {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

/** Sends one request the way any client would; an answer without a body counts as an empty object. */
export async function ask(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Asked> {
  const answer = await fetch(sandbox.url + path, {
    method,
    headers: {
      Authorization: `Bearer ${sandbox.token}`,
      'Intercom-Version': 'Preview',
      'Content-Type': 'application/json',
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  }
}
