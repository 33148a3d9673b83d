import type { Field, Fields, Finding, LinkPart, Ref, Resource, Value } from '../model/index.ts'
import { anchorId, at, bodies, components, fieldIn, hint, idOf, isProse, isRef, isRefs } from '../model/index.ts'
import { linksIn, linksOf, mapLinks, splitField } from '../model/index.ts'
import { localesOf, same } from './canonical.ts'
import type { Bound, Matched } from './match.ts'
import type { Rules } from './rules.ts'
import { wording } from './wording.ts'

/** What is wanted and can be had; what cannot is named. */
export interface Possible {
  readonly want: ReadonlyMap<string, Resource>
  readonly blocked: ReadonlyMap<string, string>
  readonly findings: readonly Finding[]
}

export const refsIn = (value: Value | undefined): readonly Ref[] => (isRefs(value) ? value : isRef(value) ? [value] : [])

function finding(resource: Resource, severity: Finding['severity'], rule: string, field: string, message: string): Finding {
  const origin = resource.origin
  return {
    severity,
    rule,
    file: origin?.file ?? at(resource),
    line: origin?.lines?.[field] ?? origin?.line ?? 1,
    message: `${field}: ${message}`,
  }
}

const namesOf = (kind: string, { names }: Matched): string[] =>
  [...names.ids.keys()].filter((name) => name.startsWith(`${kind}:`)).map((name) => name.slice(kind.length + 1))

/** Names of the workspace that content refers to and that are not there. */
function unknown(bound: Bound, matched: Matched, kinds: ReadonlySet<string>): { findings: Finding[]; dropped: string[] } {
  const findings: Finding[] = []
  const dropped: string[] = []
  const { want, entry, kind } = bound
  if (want === undefined) return { findings, dropped }
  for (const [name, value] of Object.entries(want.fields))
    for (const ref of refsIn(value)) {
      if (!kinds.has(ref.kind) || ref.key.startsWith('@') || matched.names.ids.has(at(ref))) continue
      const ids = matched.ambiguous.get(at(ref))
      const field: Field | undefined = kind.fields[name.split('@')[0] ?? name]
      if (ids !== undefined) {
        const says = `${ids.length} of the workspace's ${ref.kind}s are called "${ref.key}" (ids ${ids.join(', ')}); say which in sync.config.ts under map`
        findings.push(finding(want, 'error', `reference/${ref.kind}`, name, says))
      } else if (field?.always && entry !== undefined && same(value, entry.base.fields()[name])) {
        dropped.push(name)
        findings.push(
          finding(
            want,
            'warning',
            `reference/${ref.kind}`,
            name,
            `no ${ref.kind} "${ref.key}" in the workspace; the one it has there stays`,
          ),
        )
      } else {
        const says = `expected one of the ${ref.kind}s of this workspace, got "${ref.key}"${hint(ref.key, namesOf(ref.kind, matched))}; correct it, or map it in sync.config.ts`
        findings.push(finding(want, 'error', `reference/${ref.kind}`, name, says))
      }
    }
  return { findings, dropped }
}

/** Locales the help center does not have: Intercom would take the text and lose it. */
function strange({ want, kind }: Bound, rules: Rules): Finding[] {
  if (want === undefined || kind.api.locales === undefined || rules.locales.length === 0) return []
  return [...localesOf(want.fields)]
    .filter((locale) => !rules.locales.includes(locale))
    .map((locale) => {
      const name = Object.keys(want.fields).find((field) => field.endsWith(`@${locale}`)) ?? 'locale'
      const says = `expected a locale of the help center (${rules.locales.join(', ')}), got "${locale}"; switch it on in Intercom's help center settings, or leave the file out by .syncignore`
      return finding(want, 'error', 'reference/locale', name, says)
    })
}

const without = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

/** Spreads blocking to whatever needs a blocked object. Links do not need: they stay open. */
function spread(want: ReadonlyMap<string, Resource>, blocked: Map<string, string>): void {
  for (let before = -1; before !== blocked.size;) {
    before = blocked.size
    for (const [key, resource] of want) {
      if (blocked.has(key)) continue
      const needed = Object.values(resource.fields)
        .flatMap(refsIn)
        .find((ref) => blocked.has(at(ref)))
      if (needed !== undefined) blocked.set(key, `it needs ${at(needed)}, which is blocked`)
    }
  }
}

/** How bodies that are written by themselves are told apart: a page has one in each language, unless all of them are sent together. */
type Telling = (ref: Ref, locale: string | undefined) => string

const telling =
  (want: ReadonlyMap<string, Resource>, { facts }: Rules): Telling =>
  (ref, locale) => {
    const fields = want.get(at(ref))?.fields ?? {}
    const own = bodies(fields).some(([name]) => splitField(name)[1] === locale)
    return fieldIn(at(ref), own && facts.translations !== 'replace' ? locale : undefined)
  }

/** Bodies whose anchors lead around in a circle: none of them can be written last. */
function circles(want: ReadonlyMap<string, Resource>, told: Telling): Map<string, number> {
  const anchored = new Map<string, string[]>()
  for (const resource of want.values())
    for (const [name, prose] of bodies(resource.fields)) {
      const targets = linksIn(prose).flatMap((link) => (link.anchor === undefined ? [] : [told(link.link, link.locale)]))
      const body = told(resource, splitField(name)[1])
      if (targets.length > 0) anchored.set(body, [...(anchored.get(body) ?? []), ...targets])
    }
  const circle = new Map<string, number>()
  components([...anchored.keys()], (node) => anchored.get(node) ?? []).forEach((members, n) => {
    const [only] = members
    if (members.length > 1 || (only !== undefined && anchored.get(only)?.includes(only)))
      for (const member of members) circle.set(member, n)
  })
  return circle
}

/** A link without its anchor: to the top of its page. */
const top = ({ link, locale, open }: LinkPart): LinkPart => ({
  link,
  ...(locale === undefined ? {} : { locale }),
  ...(open === undefined ? {} : { open }),
})

/** Whether a link in the workspace leads to its heading as things are: it is left so, though one day it may not. */
function leads(link: LinkPart, live: Value | undefined, { names }: Matched): boolean {
  const page = idOf(names, link.link)
  const heading = anchorId(names, link)
  if (page === undefined || heading === undefined || !isProse(live)) return false
  return linksIn(live).some((there) => there.fragment === heading && there.link.key === `@${page}`)
}

/** What cannot be had is not wanted: unknown names, objects that are blocked, links to what will not be there, anchors in a circle. */
export function possible(matched: Matched, readOnly: ReadonlySet<string>, rules: Rules): Possible {
  const findings: Finding[] = []
  const want = new Map<string, Resource>()
  for (const [key, bound] of matched.bound) {
    if (bound.want === undefined || bound.want.broken) continue
    const names = unknown(bound, matched, readOnly)
    findings.push(...names.findings)
    const locales = strange(bound, rules)
    findings.push(...locales)
    if (names.findings.some((each) => each.severity === 'error') || locales.length > 0) continue
    want.set(key, names.dropped.length === 0 ? bound.want : { ...bound.want, fields: without(bound.want.fields, names.dropped) })
  }
  const blocked = new Map(matched.blocked)
  for (const [key, bound] of matched.bound)
    if (bound.want !== undefined && !want.has(key) && !matched.names.ids.has(key)) blocked.set(key, wording(rules).unsound)
  const outside = (ref: Ref): boolean =>
    want.has(at(ref)) && !matched.names.ids.has(at(ref)) && !rules.only(ref) && !want.get(at(ref))?.mention
  for (const [key, resource] of want)
    if (outside(resource)) blocked.set(key, 'it is not in the workspace yet, and --only leaves it out')
  spread(want, blocked)
  const told = telling(want, rules)
  const circle = rules.facts.headingIds === 'regenerated' ? circles(want, told) : new Map<string, number>()
  const anew = rules.drift === 'restore' || rules.allow.has('recreate')
  const lost = (key: string): boolean =>
    !anew && matched.bound.get(key)?.live === undefined && matched.bound.get(key)?.entry?.id != null
  const reachable = (ref: Ref): boolean =>
    ref.key.startsWith('@') || matched.names.ids.has(at(ref)) || (want.has(at(ref)) && !blocked.has(at(ref)) && !lost(at(ref)))
  for (const [key, resource] of want) {
    if (linksOf(resource.fields).length === 0) continue
    let topped = 0
    const deleted = new Set<string>()
    const fields = mapLinks(resource.fields, (link, field) => {
      const plain = link.locale === rules.locale ? withoutLocale(link) : link
      if (!reachable(plain.link)) {
        if (lost(at(plain.link))) deleted.add(nameOf(plain.link, matched))
        return { ...plain, open: true }
      }
      if (plain.anchor === undefined || circle.size === 0) return plain
      const around = circle.get(told(resource, splitField(field)[1]))
      if (around === undefined || around !== circle.get(told(plain.link, plain.locale))) return plain
      if (leads(plain, matched.bound.get(key)?.live?.fields[field], matched)) return plain
      topped += 1
      return top(plain)
    })
    if (fields !== resource.fields) want.set(key, { ...resource, fields })
    if (deleted.size > 0 && rules.only(resource)) {
      const says = `it links to ${[...deleted].join(', ')}, deleted in ${wording(rules).there}: such a link leads to the first page of the help center; --allow recreate makes it anew`
      findings.push(finding(resource, 'warning', 'link/deleted', 'body', says))
    }
    if (topped > 0) {
      const says = `${topped} links with an anchor lead around in a circle, and this workspace renews heading ids with each write: they lead to the top of their page`
      findings.push(finding(resource, 'warning', 'link/anchor-circle', 'body', says))
    }
  }
  return { want, blocked, findings }
}

/** What people call an object that is linked to. */
function nameOf(ref: Ref, { bound }: Matched): string {
  const { kind, want } = bound.get(at(ref)) ?? {}
  const name = want?.fields[kind?.natural[0] ?? '']
  return `${ref.kind} ${typeof name === 'string' && name !== '' ? `“${name}”` : ref.key}`
}

const withoutLocale = (link: LinkPart): LinkPart => {
  const { locale, ...rest } = link
  return locale === undefined ? link : rest
}
