import { posix } from 'node:path'
import { localeOf } from '../locales.ts'
import type { Layout } from './layout.ts'

/** `refunds.md` and `refunds.fr.md`. */
export const suffix: Layout = {
  roots: { articles: 'content/articles', snippets: 'content/snippets' },
  tells: (path) => {
    const { dir, name, ext } = posix.parse(path)
    const said = name === '' ? undefined : localeOf(ext.slice(1))
    return said === undefined ? { path, said: null } : { path: posix.join(dir, name), said }
  },
  folder: (path) => ({ path, said: null }),
  file: (path, _main, locale) => (locale === undefined ? `${path}.md` : `${path}.${locale}.md`),
  shelf: (folder, kind, _main, locale) => posix.join(folder, locale === undefined ? `_${kind}.yaml` : `_${kind}.${locale}.yaml`),
  beside: (file, main, locale) => {
    const { dir, name, ext } = posix.parse(file)
    const stem = name.endsWith(`.${main}`) ? name.slice(0, -main.length - 1) : name
    return posix.join(dir, `${stem}.${locale}${ext}`)
  },
}
