import { readSync } from 'node:fs'

/** Where a value stands in a file: from its first byte to its line's end. */
export type Place = readonly [from: number, to: number]

const newline = 0x0a
const tab = 0x09
const piece = 1 << 18

/** Where the value of each line `key TAB value` stands in an open file. A line that is cut off or odd is simply not there. */
export function index(file: number): Map<string, Place> {
  const places = new Map<string, Place>()
  const bytes = Buffer.allocUnsafe(piece)
  let key = ''
  /** where the value begins; null while the key is read */
  let from: number | null = null
  for (let start = 0; ;) {
    const got = readSync(file, bytes, 0, piece, start)
    if (got === 0) return places
    const part = bytes.subarray(0, got)
    for (let at = 0; at < got;) {
      const end = part.indexOf(newline, at)
      const stop = end < 0 ? got : end
      if (from === null) {
        const cut = part.subarray(at, stop).indexOf(tab)
        key += part.toString('latin1', at, cut < 0 ? stop : at + cut)
        if (cut >= 0) from = start + at + cut + 1
      }
      if (end >= 0) {
        if (from !== null && key !== '') places.set(key, [from, start + end])
        key = ''
        from = null
      }
      at = stop + 1
    }
    start += got
  }
}
