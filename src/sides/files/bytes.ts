import { readFileSync, statSync } from 'node:fs'

export type Bytes = { readonly bytes: Buffer } | { readonly fault: string; readonly size?: number }

/**
 * The bytes of a file of at most `largest` bytes, or what counts as its text `instead`. A larger one is not read at all; one that cannot be read
 * is a fault, the disk being what it is.
 */
export function bytesOf(path: string, largest: number, instead?: string): Bytes {
  if (instead !== undefined) return { bytes: Buffer.from(instead) }
  try {
    const stat = statSync(path)
    if (!stat.isFile()) return { fault: 'expected a file, got something else' }
    if (stat.size > largest)
      return { fault: `expected at most ${sizeOf(largest)}, got ${sizeOf(stat.size)}; it was not read`, size: stat.size }
    return { bytes: readFileSync(path) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'string')
      return { fault: `cannot be read (${error.code})` }
    throw error
  }
}

function sizeOf(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1).replace('.0', '')} MB`
}
