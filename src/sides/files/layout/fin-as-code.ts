import { posix } from 'node:path'
import { localeOf } from '../locales.ts'
import { idle, keptInMeta, keptInTexts, repeated } from '../fin/words.ts'
import type { Layout } from './layout.ts'

/** The name of the file that says what holds for all locales. */
export const metaFile = 'meta.yaml'

/** The locale a file name means: itself, or that of its language where Intercom's exports say `en-us`. */
export const localeNamed = (name: string): string | undefined =>
  localeOf(name) ?? (/^[a-z]{2}-[a-z]{2}$/iu.test(name) ? localeOf(name.slice(0, 2)) : undefined)

/** Intercom's own git layout: `refunds/meta.yaml` beside `refunds/en.md` and `refunds/fr.md`. */
export const finAsCode: Layout = {
  roots: { articles: 'intercom/articles', snippets: 'intercom/snippets' },
  tells: (path) => {
    const folder = posix.dirname(path)
    const said = localeNamed(posix.basename(path))
    return said === undefined || folder === '.' ? null : { path: folder, said }
  },
  folder: (path) => ({ path, said: null }),
  file: (path, main, locale) => posix.join(path, `${locale ?? main}.md`),
  shelf: (folder, kind, _main, locale) => posix.join(folder, locale === undefined ? `_${kind}.yaml` : `_${kind}.${locale}.yaml`),
  beside: (file, _main, locale) => posix.join(posix.dirname(file), `${locale}.md`),
  common: metaFile,
  namesLinks: true,
  keeps: [...keptInMeta, ...keptInTexts, ...idle],
  repeats: repeated,
}
