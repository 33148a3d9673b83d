import type { Heard } from './budget.ts'

/** What the headers of an answer say of the budget. `now` is when it came in, ms on our clock. */
export function listen(answer: Response, now: number, head: Pick<Heard, 'sentAt' | 'jitter'>): Heard {
  const number = (name: string): number | null => {
    const text = answer.headers.get(name)
    return text !== null && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null
  }
  const moment = (name: string): number | null => {
    const time = Date.parse(answer.headers.get(name) ?? '')
    return Number.isNaN(time) ? null : time
  }
  const date = moment('date')
  const reset = moment('x-ratelimit-reset')
  const seconds = number('retry-after')
  const until = moment('retry-after')
  return {
    ...head,
    status: answer.status,
    limit: number('x-ratelimit-limit'),
    remaining: number('x-ratelimit-remaining'),
    reset: number('x-ratelimit-reset') ?? (reset === null ? null : reset / 1000),
    date,
    retryAfter: seconds !== null ? seconds * 1000 : until === null ? null : Math.max(0, until - (date ?? now)),
  }
}

/** What is known of the budget after a request that got no answer. */
export const unheardOf = (head: Pick<Heard, 'sentAt' | 'jitter'>): Heard => ({
  ...head,
  status: 0,
  limit: null,
  remaining: null,
  reset: null,
  date: null,
  retryAfter: null,
})
