import type { Report } from './values.ts'

export type * from './values.ts'
export { redact } from './redact.ts'

/** The report of a format, loaded when it is asked for. */
export const report = {
  pretty: async (): Promise<Report> => (await import('./pretty/index.ts')).pretty,
  json: async (): Promise<Report> => (await import('./json/index.ts')).json,
  /** what it has no form of its own for is text for people; a verb says whether it has one */
  markdown: async (): Promise<Report> => ({
    ...(await import('./pretty/index.ts')).pretty,
    ...(await import('./markdown/index.ts')).markdown,
  }),
  html: async (): Promise<Report> => (await import('./pretty/index.ts')).pretty,
} as const
