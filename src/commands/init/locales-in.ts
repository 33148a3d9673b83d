import { localeOf } from '../../sides/files/index.ts'
import type { Found } from './found.ts'

type Languages = Pick<Found, 'locale' | 'layout' | 'locales'>

/** In which languages pages are, and how their files say it: `fr/page.md` or `page.fr.md`. `said` is what somebody else calls the default one. */
export function localesIn(pages: readonly string[], said: string | undefined): Languages {
  const known = said === undefined ? undefined : (localeOf(said) ?? localeOf(said.split('-')[0] ?? ''))
  const folders = counted(pages.map((page) => (page.includes('/') ? page.split('/')[0] : undefined)))
  const names = new Set(pages)
  const suffixes = counted(
    pages.map((page) => {
      const [, stem, suffix, extension] = /^(.*)\.([A-Za-z-]{2,6})\.(md|markdown)$/u.exec(page) ?? []
      return stem !== undefined && names.has(`${stem}.${extension ?? ''}`) ? suffix : undefined
    }),
  )
  // one folder called "no" or "it" among others is a word; two are languages
  const byFolder =
    folders.size > 1 || (folders.size === 1 && pages.every((page) => localeOf(page.split('/')[0] ?? '') !== undefined))
  if (byFolder) {
    const [most = 'en'] = [...folders].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([locale]) => locale)
    const locale = known !== undefined && folders.has(known) ? known : folders.has('en') ? 'en' : most
    return { locale, layout: 'directory', locales: [...folders.keys()].filter((one) => one !== locale).sort() }
  }
  const locale = known ?? 'en'
  return { locale, layout: 'suffix', locales: [...suffixes.keys()].filter((one) => one !== locale).sort() }
}

function counted(words: readonly (string | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) {
    const locale = word === undefined ? undefined : localeOf(word)
    if (locale !== undefined) counts.set(locale, (counts.get(locale) ?? 0) + 1)
  }
  return counts
}
