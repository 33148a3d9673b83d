import { crc32 } from 'node:zlib'

const label = ',"sum":"'
const digits = 8
const length = label.length + digits + '"}'.length

/** A line of JSON that says its own check sum at its end, so that a bit that turned is seen. */
export const sealed = (json: string): string => {
  const text = json.slice(0, -1)
  return `${text}${label}${crc32(text).toString(16).padStart(digits, '0')}"}`
}

/** The line without its check sum; null where it does not fit. One without any was written by hand, and stands for itself. */
export function unsealed(line: string): string | null {
  const cut = line.length - length
  if (!line.startsWith(label, cut) || !line.endsWith('"}')) return line
  const text = line.slice(0, cut)
  return Number.parseInt(line.slice(cut + label.length, -2), 16) === crc32(text) ? `${text}}` : null
}
