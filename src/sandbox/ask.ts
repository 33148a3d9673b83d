import type { Json } from './json.ts'
import { notFound } from './refusal.ts'
import type { Workspace } from './workspace.ts'

/** One request as a resource sees it. */
export interface Ask {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: Json
  /** The admin who acts. */
  readonly actor: number
  readonly via: 'api' | 'web'
  /** The address asked for, without its query. */
  readonly url: string
}

/** What a resource answers; without a body the answer is empty. */
export interface Answer {
  readonly status: number
  readonly body?: unknown
}

/** A resource's reaction to a request. */
export type Run = (ask: Ask, workspace: Workspace) => Answer | Promise<Answer>

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })
export const nothing: Answer = { status: 204 }

/** The number in a path, where anything else cannot name an object. */
export function pathId(ask: Ask, name = 'id'): number {
  const found = ask.params[name]
  if (found === undefined || !/^\d{1,15}$/.test(found)) throw notFound()
  return Number(found)
}
