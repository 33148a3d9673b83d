import type { ParityCount, ParityDifference, ParityLink, ParityReport } from '../../../report/parity/index.ts'
import type { End as Read, Shown } from './end.ts'
import type { Text } from './picked.ts'
import type { Seen } from './seen.ts'

/** One end of a comparison. */
export type End = Pick<Read, 'helpCenters' | 'objects' | 'image'>

/** What two ends have in common and what not, without names and times. */
export type Compared = Omit<ParityReport, 'from' | 'to' | 'createdAt' | 'skipped'>

/** The part of an address of a help center page that says what it leads to. */
interface Page {
  readonly kind: string
  readonly id: string
  readonly locale: string
  readonly fragment: string
}

const pageIn = /^(?:\/([a-z]{2,3}(?:-[A-Za-z]{2,4})?))?\/(articles|collections)\/(\d+)/u

/** The page of a help center an address leads to; '' for another of its pages, null for any other website. */
function pageOf(address: string, { helpCenters }: End): Page | '' | null {
  const ours = helpCenters.find((center) => center.ours)
  if (ours === undefined || !URL.canParse(address, ours.url)) return null
  const url = new URL(address, ours.url)
  const homes = [
    ours.url,
    `https://intercom.help/${ours.identifier}`,
    ...(ours.domain === null ? [] : [`https://${ours.domain}`]),
  ]
  for (const home of homes.map((one) => new URL(one))) {
    const path = home.pathname.replace(/\/$/u, '')
    if (url.host !== home.host || (url.pathname !== path && !url.pathname.startsWith(`${path}/`))) continue
    const [, locale = '', kind, id] = pageIn.exec(url.pathname.slice(path.length)) ?? []
    if (kind === undefined || id === undefined) return ''
    return { kind: kind === 'articles' ? 'article' : 'collection', id, locale, fragment: decoded(url.hash.slice(1)) }
  }
  return null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

/** The text of the heading an anchor leads to; undefined where there is none. */
const headingAt = ({ objects }: End, { kind, id, locale, fragment }: Page): string | undefined => {
  const target = objects.get(`${kind}:${id}`)
  const text = target?.texts.find((one) => one.locale === locale) ?? target?.texts[0]
  return text?.ids.get(fragment)
}

/** The heading of its own text a link leads to; undefined for a link that leads elsewhere. */
const within = (address: string, text: Text): string | undefined =>
  address.startsWith('#') ? (text.ids.get(decoded(address.slice(1))) ?? '') : undefined

/** Where a link of a text leads, in words that are the same in both workspaces. */
function leads(address: string, text: Text, end: End): string {
  const own = within(address, text)
  if (own !== undefined) return `# ${own}`
  const page = pageOf(address, end)
  if (page === null) return address
  if (page === '') return 'help center'
  const target = end.objects.get(`${page.kind}:${page.id}`)
  if (target === undefined) return 'help center'
  const heading = page.fragment === '' ? '' : ` # ${headingAt(end, page) ?? ''}`
  return `${page.kind} “${target.title}”${heading.trimEnd() === ' #' ? '' : heading}`
}

/** Around the first place where two texts part. */
function part(before: string, after: string): [string, string] {
  if (before.length < 120 && after.length < 120) return [before, after]
  let at = 0
  while (at < before.length && before[at] === after[at]) at += 1
  const from = Math.max(0, at - 30)
  const cut = (text: string): string => `${from > 0 ? '…' : ''}${text.slice(from, at + 60)}${text.length > at + 60 ? '…' : ''}`
  return [cut(before), cut(after)]
}

/** An image that could not be fetched at one end at least: why, for each of them. */
type Unfetched = readonly [before: string, after: string]

/** The images of a text at both ends, one beside the other: those to compare, and those of which the bytes are not known. */
function pictures(before: Text, from: End, after: Text, to: End): { was: string[]; is: string[]; unfetched: Unfetched[] } {
  const [was, is, unfetched]: [string[], string[], Unfetched[]] = [[], [], []]
  for (let n = 0; n < Math.max(before.images.length, after.images.length); n += 1) {
    const [here, there] = [shownAt(before.images[n], from), shownAt(after.images[n], to)]
    if (here.fault !== '' || there.fault !== '') unfetched.push([here.fault, there.fault])
    else {
      was.push(...here.digest)
      is.push(...there.digest)
    }
  }
  return { was, is, unfetched }
}

function shownAt(image: string | undefined, { image: shown }: End): { digest: string[]; fault: string } {
  if (image === undefined) return { digest: [], fault: '' }
  const found: Shown = shown(image)
  return 'fault' in found
    ? { digest: [], fault: `${image}: not to be had: ${found.fault}` }
    : { digest: [found.digest], fault: '' }
}

/** What a text says but for its images; its words only where they are asked for, they lie in a file. */
const saying = (text: Text, end: End, worded: boolean): Record<string, string> => ({
  state: text.state,
  title: text.title,
  description: text.description,
  words: worded ? text.words.text() : '',
  blocks: text.blocks,
  links: text.links.map((link) => leads(link, text, end)).join('\n'),
})

/** Compares what was carried over with what it came from. `pairs` leads from `kind:id` at the first end to the id at the second. */
export function compare(from: End, to: End, pairs: ReadonlyMap<string, string>): Compared {
  const differences: ParityDifference[] = []
  const [stale, broken]: [ParityLink[], ParityLink[]] = [[], []]
  const sum = { texts: 0, links: 0, images: 0 }
  for (const [name, before] of from.objects) {
    const id = pairs.get(name)
    const after = id === undefined ? undefined : to.objects.get(`${before.kind}:${id}`)
    const { kind, title } = before
    const common = { kind, title, from: before.id, to: after?.id ?? null }
    if (after === undefined) {
      differences.push({ ...common, locale: null, what: 'missing', before: title, after: '' })
      continue
    }
    const told = (locale: string | null, was: Readonly<Record<string, string>>, is: Readonly<Record<string, string>>): void => {
      for (const what of new Set([...Object.keys(was), ...Object.keys(is)])) {
        if ((was[what] ?? '') === (is[what] ?? '')) continue
        const [one, another] = part(was[what] ?? '', is[what] ?? '')
        differences.push({ ...common, locale, what, before: one, after: another })
      }
    }
    told(null, before.fields, after.fields)
    for (const text of before.texts) {
      const there = after.texts.find(({ locale }) => locale === text.locale)
      sum.texts += 1
      sum.links += text.links.length
      if (there === undefined)
        differences.push({ ...common, locale: text.locale, what: 'missing', before: text.title, after: '' })
      else {
        const worded = text.words.digest !== there.words.digest
        const { was, is, unfetched } = pictures(text, from, there, to)
        sum.images += was.length
        told(
          text.locale,
          { ...saying(text, from, worded), images: was.join('\n') },
          { ...saying(there, to, worded), images: is.join('\n') },
        )
        for (const [one, other] of unfetched)
          differences.push({ ...common, locale: text.locale, what: 'image not compared', before: one, after: other })
      }
    }
    for (const text of after.texts)
      if (!before.texts.some(({ locale }) => locale === text.locale))
        differences.push({ ...common, locale: text.locale, what: 'missing', before: '', after: text.title })
    for (const link of wrong(after, from, to)) (link.stale ? stale : broken).push(link.link)
  }
  return { counts: numbers(from, to, pairs), ...sum, differences, stale, broken }
}

/** Links of an object that lead back, or to a heading that is not there. */
function wrong(after: Seen, from: End, to: End): { stale: boolean; link: ParityLink }[] {
  return after.texts.flatMap((text) =>
    [...text.links, ...text.images].flatMap((address): { stale: boolean; link: ParityLink }[] => {
      const link = { title: after.title, to: after.id, locale: text.locale, address: bare(address) }
      const own = within(address, text)
      if (own !== undefined)
        return own === '' && address !== '#' ? [{ stale: false, link: { ...link, says: 'there is no such heading' } }] : []
      const here = pageOf(address, to)
      if (here === null && pageOf(address, from) !== null)
        return [{ stale: true, link: { ...link, says: 'leads to the workspace it came from' } }]
      if (here === null || here === '') return []
      if (!to.objects.has(`${here.kind}:${here.id}`))
        return [{ stale: false, link: { ...link, says: `there is no ${here.kind} ${here.id}` } }]
      return here.fragment === '' || headingAt(to, here) !== undefined
        ? []
        : [{ stale: false, link: { ...link, says: 'there is no such heading' } }]
    }),
  )
}

/** An address without its query, which may be a signature. */
const bare = (address: string): string => address.replace(/\?[^#]*/u, '')

function numbers(from: End, to: End, pairs: ReadonlyMap<string, string>): ParityCount[] {
  const kinds = [...new Set([...from.objects.values(), ...to.objects.values()].map(({ kind }) => kind))]
  return kinds.map((kind) => {
    const of = ({ objects }: End): Seen[] => [...objects.values()].filter((one) => one.kind === kind)
    const arrived = new Set(of(from).flatMap(({ id }) => pairs.get(`${kind}:${id}`) ?? []))
    const there = of(to)
    return { kind, from: of(from).length, to: there.length, alien: there.filter(({ id }) => !arrived.has(id)).length }
  })
}
