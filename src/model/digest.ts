import { createHash } from 'node:crypto'
import type { Fields, Value } from './value.ts'

/** sha256 of bytes or text, hexadecimal. */
export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The one text of a value, whatever the order its object keys were set in. */
export function stable(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** The digest of a record of fields. */
export const digestOf = (fields: Fields | Value): string => sha256(stable(fields))
