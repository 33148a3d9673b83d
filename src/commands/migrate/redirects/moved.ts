import { z } from 'zod'
import { kinds } from '../../../kinds/index.ts'
import type { Kind } from '../../../model/index.ts'
import type { HelpCenter, Item } from '../../../sides/workspace/index.ts'

/** One page of the first workspace in one locale, and where it is now. */
export interface Moved {
  readonly kind: string
  readonly locale: string
  /** every address it had, as the workspace says it first */
  readonly from: readonly string[]
  /** behind the address of a help center: `/en/articles/12-refunds` */
  readonly path: string
  readonly to: string
  /** its id in the second workspace */
  readonly target: string
}

/** A workspace with its pages as they were answered, by kind. */
export interface Pages {
  readonly helpCenters: readonly HelpCenter[]
  readonly answers: ReadonlyMap<string, readonly Item[]>
}

/** Every address at which a help center answers, without the slash at the end. */
export const homesOf = ({ url, identifier, domain }: HelpCenter): string[] => [
  ...new Set([url, `https://intercom.help/${identifier}`, ...(domain === null ? [] : [`https://${domain}`])]),
]

/** What a page's address says behind that of a help center; null for one that is elsewhere. */
export function behind(address: string, homes: readonly string[]): string | null {
  const home = homes.find((home) => address.startsWith(`${home}/`))
  return home === undefined ? null : address.slice(home.length)
}

/** Where each published page was and is, in each locale that has an address. `pairs`: `kind:id` in the first workspace → the id in the second. */
export function moved(from: Pages, to: Pages, pairs: ReadonlyMap<string, string>): Moved[] {
  const centers = from.helpCenters.map(homesOf)
  const found: Moved[] = []
  for (const { name } of kinds.filter((kind: Kind) => kind.page !== undefined)) {
    const arrived = new Map((to.answers.get(name) ?? []).map((item) => [String(item.id), addresses(item)]))
    for (const item of from.answers.get(name) ?? []) {
      const target = pairs.get(`${name}:${item.id}`)
      const there = target === undefined ? undefined : arrived.get(target)
      if (target === undefined || there === undefined) continue
      for (const [locale, address] of addresses(item)) {
        const now = there.get(locale) ?? [...there.values()][0]
        const homes = centers.find((homes) => behind(address, homes) !== null)
        const path = homes === undefined ? null : behind(address, homes)
        if (now === undefined || homes === undefined || path === null) continue
        const all = [...new Set([address, ...homes.map((home) => `${home}${path}`)])]
        found.push({ kind: name, locale, from: all, path, to: now, target })
      }
    }
  }
  return found
}

const addressed = z.looseObject({ url: z.string() })
const translated = z.record(z.string(), z.unknown()).nullish()

/** The address of a page by locale, its own one first; a draft has none. */
function addresses(item: Item): Map<string, string> {
  const found = new Map<string, string>()
  const root = item['url']
  if (typeof root === 'string') found.set(localeIn(root), root)
  for (const [locale, values] of Object.entries(translated.parse(item['translated_content']) ?? {})) {
    const own = addressed.safeParse(values)
    if (own.success) found.set(locale, own.data.url)
  }
  return found
}

const localeIn = (address: string): string =>
  /\/([a-z]{2,3}(?:-[A-Za-z]{2,4})?)\/(?:articles|collections)\/[^/]*$/u.exec(address)?.[1] ?? ''
