import type { WatchRow } from '../values.ts'
import { driftRow } from './drift.ts'
import type { WatchDocument } from './schemas.ts'

/** One line when the watch listens, and one for each change. */
export const watchLine = ({ seenAt, what, ...row }: WatchRow): string =>
  line({ format: 'content-sync/watch', version: 1, event: 'change', seenAt, ...driftRow({ ...row, what: 'edited' }), what })

export const listeningLine = (url: string): string => line({ format: 'content-sync/watch', version: 1, event: 'listening', url })

const line = (document: WatchDocument): string => `${JSON.stringify(document)}\n`
