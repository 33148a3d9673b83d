import { posix } from 'node:path'
import type { FilesOptions } from '../options.ts'

/** The folder pulled images go into, relative to the root: `images` beside the first content root, or in it where it stands at the top. */
export function imageFolder({ content }: Pick<FilesOptions, 'content'>): string {
  const [first] = Object.values(content)
  const parts = posix
    .normalize((first ?? '.').replaceAll('\\', '/'))
    .replace(/\/$/u, '')
    .split('/')
  const spoken = parts.findIndex((part) => part.includes('{locale}'))
  const root = (spoken < 0 ? parts : parts.slice(0, Math.max(spoken, 1))).join('/')
  const above = posix.dirname(root)
  return posix.join(spoken === 0 ? '.' : spoken > 0 ? root : above === '.' ? root : above, 'images')
}
