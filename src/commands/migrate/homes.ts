import type { Fields } from '../../model/index.ts'
import { isProse, mapped } from '../../model/index.ts'
import type { WorkspaceWorld } from '../../sides/workspace/index.ts'

export type Centers = Pick<WorkspaceWorld, 'helpCenters'>

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')

/** Every address at which a help center answers, without the slash at the end. */
const homesOf = ({ helpCenters }: Centers): string[] =>
  helpCenters
    .filter(({ ours }) => ours)
    .flatMap(({ url, identifier, domain }) => [
      url,
      `https://intercom.help/${identifier}`,
      ...(domain === null ? [] : [`https://${domain}`]),
    ])

const homeOf = ({ helpCenters }: Centers): string | undefined => helpCenters.find(({ ours }) => ours)?.url

const mapText = (fields: Fields, change: (text: string) => string): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      isProse(value) ? mapped(value, (part) => (typeof part === 'string' ? change(part) : part)) : value,
    ]),
  )

/** Links written as plain addresses of a help center: those to its first page, and those to pages that are nothing of ours. */
export interface Homes {
  /** with links to the first page of the one leading to the first page of the other */
  readonly moved: (fields: Fields) => Fields
  /** other pages of the first help center that are linked to */
  readonly others: (fields: Fields) => string[]
  /** with links to those leading to the first page as well */
  readonly ended: (fields: Fields) => Fields
}

export function homes(from: Centers, to: Centers): Homes {
  const there = homeOf(to)
  const roots = [...new Set(homesOf(from))]
  if (there === undefined || roots.length === 0) return { moved: (fields) => fields, others: () => [], ended: (fields) => fields }
  const own = new Set(homesOf(to))
  const any = roots.filter((root) => !own.has(root)).map((root) => quoted(root).replace(/^https:/u, 'https?:'))
  if (any.length === 0) return { moved: (fields) => fields, others: () => [], ended: (fields) => fields }
  const root = `(href=")(?:${any.join('|')})`
  const first = new RegExp(`${root}(/[a-z]{2,3}(?:-[A-Za-z]{2,4})?)?/?(?=["#?])`, 'gu')
  const other = new RegExp(`${root}(/[^"]*)`, 'gu')
  const lead = (fields: Fields): Fields =>
    mapText(fields, (text) => text.replace(first, (_, href: string, locale?: string) => `${href}${there}${locale ?? ''}`))
  return {
    moved: lead,
    others: (fields) =>
      Object.values(fields).flatMap((value) =>
        isProse(value)
          ? value.parts.flatMap((part) =>
              typeof part === 'string' ? [...part.matchAll(other)].map(([, , path = '']) => path) : [],
            )
          : [],
      ),
    ended: (fields) => mapText(fields, (text) => text.replace(other, (_, href: string) => `${href}${there}`)),
  }
}
