import { posix } from 'node:path'

/** The file that holds what Intercom has of a content file both sides changed: `_refunds.intercom.md`, which is no content. */
export const besideName = (file: string): string =>
  posix.join(posix.dirname(file), posix.basename(file).replace(/^(.*)(\.[^.]+)$/u, '_$1.intercom$2'))

/** The content file such a file stands beside; null for any other. */
export function besideWhat(file: string): string | null {
  const [, name, extension] = /^_(.+)\.intercom(\.[^.]+)$/u.exec(posix.basename(file)) ?? []
  return name === undefined || extension === undefined ? null : posix.join(posix.dirname(file), `${name}${extension}`)
}
