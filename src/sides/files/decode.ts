import { isUtf8 } from 'node:buffer'

/** The text of a UTF-8 file, without byte order mark and with \n as line ends; a fault says why it is none. */
export function decode(bytes: Buffer): { readonly text: string } | { readonly fault: string; readonly line: number } {
  if (bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)))
    return { fault: 'expected UTF-8, got UTF-16; save the file as UTF-8', line: 1 }
  if (!isUtf8(bytes))
    return { fault: 'expected UTF-8, got bytes that are none; save the file as UTF-8', line: firstBadLine(bytes) }
  const nul = bytes.indexOf(0)
  if (nul >= 0) return { fault: 'expected text, got a zero byte; is this a text file?', line: lineAt(bytes, nul) }
  const text = bytes.toString('utf8').replace(/^\uFEFF/u, '')
  return { text: text.includes('\r') ? text.replaceAll('\r\n', '\n') : text }
}

function firstBadLine(bytes: Buffer): number {
  let start = 0
  for (let line = 1; ; line++) {
    const end = bytes.indexOf(10, start)
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line
    start = end + 1
  }
}

const lineAt = (bytes: Buffer, offset: number): number => bytes.subarray(0, offset).filter((byte) => byte === 10).length + 1
