import { setTimeout as wait } from 'node:timers/promises'
import type { Cache, Create, Fields, Resource, Update } from '../../../src/model/index.ts'
import type { WorkspaceOptions } from '../../../src/sides/workspace/index.ts'
import type { Sandbox } from '../../../src/sandbox/index.ts'

/** A cache that lasts as long as the test, and counts. */
export function shelf(): Cache & { readonly hits: () => number; readonly misses: () => number } {
  const kept = new Map<string, unknown>()
  let hits = 0
  let misses = 0
  return {
    get(key) {
      if (kept.has(key)) hits += 1
      else misses += 1
      return kept.get(key)
    },
    set: (key, value) => void kept.set(key, value),
    hits: () => hits,
    misses: () => misses,
  }
}

/** The system's clock; backoff is shortened a hundredfold, the pace's own waits are not. */
export const clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: async (ms: number, signal?: AbortSignal) => {
    await wait(ms, undefined, signal === undefined ? {} : { signal })
  },
}

/** Options for a sandbox; the pace is out of the way unless a test wants it. */
export const optionsFor = (sandbox: Pick<Sandbox, 'url' | 'token'>, more: Partial<WorkspaceOptions> = {}): WorkspaceOptions => ({
  baseUrl: sandbox.url,
  token: sandbox.token,
  locale: 'en',
  pace: { leave: 0, mode: 'burst' },
  cache: shelf(),
  clock,
  random: () => 0,
  timeout: 5000,
  ...more,
})

export const resource = (kind: string, key: string, fields: Fields): Resource => ({ kind, key, fields })

export const creating = (kind: string, key: string, fields: Fields): Create => ({
  verb: 'create',
  to: resource(kind, key, fields),
  base: fields,
})

/** An update of what was seen, as `diff` would build it: the seen fields with ours over them. */
export const updating = (key: string, seen: Resource, fields: Fields): Update => ({
  verb: 'update',
  from: { ...seen, key },
  to: { kind: seen.kind, key, fields: { ...seen.fields, ...fields } },
  fields: Object.keys(fields),
  base: fields,
  id: seen.key.slice(1),
})
