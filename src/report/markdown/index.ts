import type { Report } from '../values.ts'
import { drift } from './drift.ts'
import { plan } from './plan.ts'

/** Markdown for issues and pull requests: what others wrote stands in code, so that it cannot mean anything, and it fits. */
export const markdown = { plan, drift } as const satisfies Partial<Report>
