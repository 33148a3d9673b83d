import { posix } from 'node:path'
import { localeOf } from '../locales.ts'
import type { Layout } from './layout.ts'

/** The name of the file that says what holds for all locales. */
export const metaFile = 'meta.yaml'

/** The locale a file name means: itself, or that of its language where Intercom's exports say `en-us`. */
export const localeNamed = (name: string): string | undefined => localeOf(name) ?? localeOf(name.split('-')[0] ?? name)

/** Intercom's own git layout: `refunds/meta.yaml` beside `refunds/en.md` and `refunds/fr.md`. */
export const finAsCode: Layout = {
  tells: (path) => {
    const folder = posix.dirname(path)
    const said = localeNamed(posix.basename(path))
    return said === undefined || folder === '.' ? null : { path: folder, said }
  },
  folder: (path) => ({ path, said: null }),
  file: (path, main, locale) => posix.join(path, `${locale ?? main}.md`),
  beside: (file, _main, locale) => posix.join(posix.dirname(file), `${locale}.md`),
  common: (path) => posix.join(path, metaFile),
}
