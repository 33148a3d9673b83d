import type { LinkPart } from '../../model/index.ts'
import { kinds } from '../../kinds/index.ts'
import type { HelpCenter } from './options.ts'

/** How pages of our help center are addressed: `base` has no slash at the end, `roots` are all the addresses it answers to. */
export interface Addresses {
  readonly base: string
  readonly roots: readonly { readonly host: string; readonly path: string }[]
}

interface Paged {
  readonly name: string
  readonly page: string
}

const paged: readonly Paged[] = kinds.flatMap((kind) => ('page' in kind ? [{ name: kind.name, page: kind.page }] : []))
const shared = 'intercom.help'

/** The addresses of a help center: its own, its custom domain's, and the one under intercom.help that goes on working beside it. */
export function addressesOf(center: Pick<HelpCenter, 'url' | 'domain' | 'identifier'>): Addresses {
  const roots = [rootOf(center.url), { host: shared, path: `/${center.identifier}` }]
  if (center.domain !== null) roots.push({ host: center.domain.toLowerCase(), path: '' })
  return { base: center.url, roots }
}

function rootOf(address: string): { host: string; path: string } {
  const url = new URL(address)
  return { host: url.host, path: url.pathname.replace(/\/$/, '') }
}

const tail = /^(?:\/([a-z]{2,3}(?:-[A-Za-z]{2,4})?))?(\/[a-z_]+\/)(\d+)(?:-[^/]*)?\/?$/

/** A link to a page of our help center as what it leads to (`@<id>`), or null for any other link. */
export function linkIn(href: string, addresses: Addresses): LinkPart | null {
  if (!URL.canParse(href, addresses.base) || (!/^https?:\/\//i.test(href) && !href.startsWith('/'))) return null
  const url = new URL(href, addresses.base)
  if (url.search !== '') return null
  for (const root of addresses.roots) {
    if (root.host !== url.host || !url.pathname.startsWith(`${root.path}/`)) continue
    const [, locale, page, id] = tail.exec(url.pathname.slice(root.path.length)) ?? []
    const kind = paged.find((kind) => kind.page === page)
    if (kind === undefined || id === undefined) continue
    const fragment = url.hash.slice(1)
    return {
      link: { kind: kind.name, key: `@${id}` },
      ...(locale === undefined ? {} : { locale }),
      ...(fragment === '' ? {} : { fragment: decoded(fragment) }),
    }
  }
  return null
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch (error) {
    if (error instanceof URIError) return fragment
    throw error
  }
}

/** The address of a page; without an id, of the help center in that locale, which is no link to anything of ours when read back. */
export function pageAt(
  addresses: Addresses,
  locale: string,
  page: string,
  id: string | undefined,
  fragment: string | undefined,
): string {
  const home = `${addresses.base}/${locale}`
  if (id === undefined) return home
  return `${home}${page}${id}${fragment === undefined ? '' : `#${encodeURIComponent(fragment)}`}`
}
