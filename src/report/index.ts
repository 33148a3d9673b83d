import type { Report } from './values.ts'

export type * from './values.ts'
export { redact } from './redact.ts'

/** The report of a format, loaded when it is asked for. */
export const report = {
  pretty: async (): Promise<Report> => (await import('./pretty/index.ts')).pretty,
  json: async (): Promise<Report> => (await import('./json/index.ts')).json,
} as const
