import { slug } from 'github-slugger'
import type { LinkPart } from '../../model/index.ts'
import { at } from '../../model/index.ts'
import type { HeadingDraft, LinkDraft, Named } from '../../prose/index.ts'
import type { DraftBody, Said } from './making.ts'
import { odd, wrong } from './making.ts'
import type { Target, Targets } from './targets.ts'
import { candidates, lookUp, standsThere, suggestion } from './targets.ts'

/** What a link became: a hole, or the href as text. */
export interface Linked {
  readonly part: LinkPart | string
  readonly said: readonly Said[]
}

export interface LinkRules {
  readonly links: 'error' | 'warn' | 'off'
  readonly default: string
}

/** A link of a file led to a resource, by the id it names or by its path, and its anchor to a heading. One that leads nowhere stays as written and is said. */
export function link(draft: LinkDraft, body: DraftBody, targets: Targets, rules: LinkRules): Linked {
  const { href, line, names } = draft
  if (names !== undefined) return named(draft, names, body, targets, rules)
  if (href.startsWith('//')) return { part: `https:${href}`, said: [] }
  if (/^[a-z][a-z\d+.-]*:/iu.test(href)) return { part: href, said: [] }
  const { path, fragment } = split(href)
  const self = targets.files.get(body.file.normalize('NFC'))
  if (path === '' && self?.hasPage === true) return anchored(self, fragment, line, body, targets, rules)
  if (path === '') return stays(href, line, `link "${href}" leads into this text itself, which has no page`, rules)
  const paths = candidates(path, body.file, targets)
  const found = lookUp(paths, targets)
  if (found === undefined) return nowhere(href, path, paths, line, body, targets, rules)
  if (!('headings' in found)) {
    const part: LinkPart = { link: found, locale: localeFor(found, body.locale, targets, rules) }
    return { part, said: [] }
  }
  if (!found.hasPage)
    return stays(href, line, `link "${href}" leads to a ${found.kind}, which has no page; link to an article`, rules)
  return anchored(found, fragment, line, body, targets, rules)
}

// what a link names by its id beats its address, which is for readers
function named(draft: LinkDraft, names: Named, body: DraftBody, targets: Targets, rules: LinkRules): Linked {
  const { href, line } = draft
  const found = targets.ids.get(`${names.type}:${names.id}`)
  if (found?.hasPage === true) return anchored(found, split(href).fragment, line, body, targets, rules)
  const plain = link({ href, line }, body, targets, rules)
  if (rules.links === 'off' || typeof plain.part !== 'string' || plain.said.length > 0) return plain
  const what = `${names.type} ${names.id}`
  const message = found === undefined ? `no file here has that id` : `a ${found.kind} has no page`
  return { ...plain, said: [odd('links/id', line, `link to ${what}: ${message}; its address stays as it is written`)] }
}

function split(href: string): { path: string; fragment: string } {
  const hash = href.indexOf('#')
  const before = hash < 0 ? href : href.slice(0, hash)
  const query = before.indexOf('?')
  return { path: decoded(query < 0 ? before : before.slice(0, query)), fragment: hash < 0 ? '' : decoded(href.slice(hash + 1)) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    // a bare % is a % of the file name
    if (error instanceof URIError) return text
    throw error
  }
}

// an explicit link to a translation means that one; any other follows the language of the page it stands on
function anchored(target: Target, fragment: string, line: number, body: DraftBody, targets: Targets, rules: LinkRules): Linked {
  const ref = { kind: target.kind, key: target.key }
  const locale = target.locale === rules.default ? localeFor(ref, body.locale, targets, rules) : target.locale
  const part: LinkPart = { link: ref, locale }
  if (fragment === '' || fragment === 'top') return { part, said: [] }
  const headings = targets.pages.get(`${at(ref)}@${locale}`)?.headings ?? target.headings
  const found = headingFor(fragment, headings)
  if (found !== undefined) {
    const deep: LinkPart = { ...part, anchor: found }
    return { part: deep, said: [] }
  }
  if (rules.links === 'off') return { part, said: [] }
  const message = `link to #${fragment}: no heading of ${target.kind} "${target.key}" (${locale}) has that anchor; it leads to the top`
  return { part, said: [odd('links/anchor', line, message)] }
}

// an anchor as it stands, then without regard to case, then as it would be made of the words it is written with: #fees-(eu)
function headingFor(fragment: string, headings: Target['headings']): string | undefined {
  const wanted = fragment.normalize('NFC')
  const low = wanted.toLowerCase()
  const made = slug(wanted)
  const ways: ((heading: HeadingDraft) => boolean)[] = [
    ({ slug, ids }) => slug === wanted || ids?.includes(wanted) === true,
    ({ slug, ids }) => slug === low || ids?.some((id) => id.toLowerCase() === low) === true,
    ({ slug }) => slug === made,
  ]
  for (const way of ways) {
    const found = headings.find(way)
    if (found !== undefined) return found.heading
  }
  return undefined
}

const localeFor = (ref: { kind: string; key: string }, locale: string, targets: Targets, rules: LinkRules): string =>
  targets.locales.get(at(ref))?.has(locale) === true ? locale : rules.default

function nowhere(
  href: string,
  path: string,
  paths: readonly string[],
  line: number,
  body: DraftBody,
  targets: Targets,
  rules: LinkRules,
): Linked {
  const first = paths[0] as string
  const there = standsThere(paths, targets)
  if (there !== undefined)
    return stays(
      href,
      line,
      `link "${href}" leads to ${there}, which is not content; link to an article or an absolute URL`,
      rules,
    )
  const meant = suggestion(first, body.file, targets)
  const question = meant === undefined ? '' : ` (did you mean "${meant}"?)`
  return stays(href, line, `link "${href}" leads nowhere: there is no ${path.startsWith('/') ? path : first}${question}`, rules)
}

function stays(href: string, line: number, message: string, rules: LinkRules): Linked {
  switch (rules.links) {
    case 'error':
      return { part: href, said: [wrong('links/target', line, message)] }
    case 'warn':
      return { part: href, said: [odd('links/target', line, message)] }
    case 'off':
      return { part: href, said: [] }
  }
}
