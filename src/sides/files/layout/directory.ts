import { posix } from 'node:path'
import { localeOf } from '../locales.ts'
import type { Layout, Told } from './layout.ts'

function below(path: string, known: string | null): Told {
  const [first = '', ...rest] = path.split('/')
  const said = rest.length > 0 && known === null ? localeOf(first) : undefined
  return said === undefined ? { path, said: null } : { path: rest.join('/'), said }
}

/** `en/refunds.md` and `fr/refunds.md`; the default locale may do without its folder. */
export const directory: Layout = {
  roots: { articles: 'content/articles', snippets: 'content/snippets' },
  tells: below,
  folder: (path, known) => {
    const { path: inside, said } = below(posix.join(path, 'x'), known)
    return { path: posix.dirname(inside), said }
  },
  file: (path, main, locale) => posix.join(locale ?? main, `${path}.md`),
  shelf: (folder, kind, main, locale) => posix.join(locale ?? main, folder, `_${kind}.yaml`),
  beside: (file, main, locale) => posix.join(locale, file.startsWith(`${main}/`) ? file.slice(main.length + 1) : file),
}
