import { kinds } from '../../kinds/index.ts'
import type { Fields, Finding, Part, Ref, Resource, Value } from '../../model/index.ts'
import { at, fold, isImage, isLink, isProse, isRef, isRefs, lazy, splitField } from '../../model/index.ts'
import type { WorkspaceWorld } from '../../sides/workspace/index.ts'
import type { Wishes } from '../draw.ts'
import type { Homes } from './homes.ts'
import { isGone } from './wanted.ts'

/** What a person may accept not to be carried over as it is. */
export const acceptances = ['authors', 'locales', 'images', 'links', 'existing'] as const
export type Acceptance = (typeof acceptances)[number]

/** What is known of both ends besides the wish. */
export interface Ends {
  /** the names of the workspaces in the config */
  readonly from: string
  readonly to: string
  readonly there: WorkspaceWorld
  readonly wishes: Wishes
  readonly accepted: ReadonlySet<string>
  /** images that cannot be had (`cdn:/i/o/…`), and why */
  readonly faults: ReadonlyMap<string, string>
  /** whether something was carried over before */
  readonly before: boolean
  readonly named: (resource: Resource) => string
  readonly homes: Homes
  /** what this run is about: nothing is asked of the rest */
  readonly inside: (ref: Ref) => boolean
}

/** A wish with each thing that cannot be carried over as it is decided, or said. */
export interface Decided {
  readonly resources: readonly Resource[]
  readonly findings: readonly Finding[]
}

/** One question about many objects: who is concerned, what it is, what answers it, and what becomes of a record once it is accepted. */
interface Question {
  readonly rule: string
  readonly concerns: ReadonlyMap<string, readonly Resource[]>
  readonly says: (subject: string) => string
  /** the flag or the line of the config that answers it */
  readonly answer: (subject: string) => string
  readonly accept?: { readonly by: Acceptance; readonly says: string; readonly taken: (fields: Fields) => Fields }
}

const gathered = (resources: readonly Resource[], of: (resource: Resource) => readonly string[]): Map<string, Resource[]> => {
  const found = new Map<string, Resource[]>()
  for (const resource of resources)
    for (const subject of new Set(of(resource))) found.set(subject, [...(found.get(subject) ?? []), resource])
  return found
}

const refsIn = (value: Value | undefined): readonly Ref[] => (isRefs(value) ? value : isRef(value) ? [value] : [])
const partsIn = (fields: Fields): Part[] => Object.values(fields).flatMap((value) => (isProse(value) ? [...value.parts] : []))

const mapFields = (fields: Fields, change: (name: string, value: Value) => Value | undefined): Fields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const now = change(name, value)
      return now === undefined ? [] : [[name, now]]
    }),
  )

/** Names of a kind by which content can refer to something there, and how many objects bear each. */
function namesOf(kind: string, there: WorkspaceWorld, wishes: Wishes): Map<string, string[]> {
  const name = kinds.find((one) => one.name === kind)?.natural[0] ?? ''
  const found = new Map<string, string[]>()
  for (const resource of there.resources) {
    const text = resource.fields[name]
    if (resource.kind !== kind || typeof text !== 'string') continue
    for (const spelled of new Set([text.trim(), fold(text)]))
      found.set(spelled, [...(found.get(spelled) ?? []), resource.key.slice(1)])
  }
  for (const mapped of Object.keys(wishes.map[kind] ?? {})) found.set(mapped, ['mapped'])
  return found
}

function authors(resources: readonly Resource[], { there, wishes, to }: Ends): Question {
  const known = namesOf('author', there, wishes)
  const missing = (ref: Ref): boolean => ref.kind === 'author' && !known.has(ref.key)
  const instead: Ref = {
    kind: 'author',
    key: wishes.author === undefined ? `@${there.account.admin}` : fold(wishes.author),
  }
  return {
    rule: 'author',
    concerns: gathered(resources, ({ fields }) =>
      Object.values(fields)
        .flatMap(refsIn)
        .filter(missing)
        .map(({ key }) => key),
    ),
    says: (email) => `no teammate of ${to} is ${email}`,
    answer: (email) => `map it (workspaces.${to}.map.authors: { "${email}": "…" })`,
    accept: {
      by: 'authors',
      says: wishes.author === undefined ? "the token's own teammate stands for them" : `${wishes.author} stands for them`,
      taken: (fields) => mapFields(fields, (_, value) => (isRef(value) && missing(value) ? instead : value)),
    },
  }
}

function audiences(resources: readonly Resource[], { there, wishes, from, to }: Ends): Question {
  const known = namesOf('audience', there, wishes)
  const wrong = (ref: Ref): boolean => ref.kind === 'audience' && known.get(ref.key)?.length !== 1
  const ids = (name: string): readonly string[] => known.get(name) ?? []
  return {
    rule: 'audience',
    concerns: gathered(resources, ({ fields }) =>
      Object.values(fields)
        .flatMap(refsIn)
        .filter(wrong)
        .map(({ key }) => key),
    ),
    says: (name) =>
      name.startsWith('@')
        ? `several audiences of ${from} bear the name of audience ${name.slice(1)}`
        : ids(name).length === 0
          ? `${to} has no audience "${name}"`
          : `${ids(name).length} audiences of ${to} are called "${name}" (ids ${ids(name).join(', ')})`,
    // who may read it is not guessed, so there is no flag that lets it go
    answer: (name) => `make it, or map it (workspaces.${to}.map.audiences: { "${name}": "…" })`,
  }
}

function locales(resources: readonly Resource[], { there, to }: Ends): Question {
  const on = there.helpCenters.find(({ ours }) => ours)?.locales ?? []
  const off = (name: string): string | undefined => {
    const locale = splitField(name)[1]
    return locale === undefined || on.length === 0 || on.includes(locale) ? undefined : locale
  }
  return {
    rule: 'locale',
    concerns: gathered(resources, ({ fields }) => Object.keys(fields).flatMap((name) => off(name) ?? [])),
    says: (locale) => `the help center of ${to} has no ${locale}`,
    answer: () => 'switch it on in the settings of the help center',
    accept: {
      by: 'locales',
      says: 'these texts are left out',
      taken: (fields) => mapFields(fields, (name, value) => (off(name) === undefined ? value : undefined)),
    },
  }
}

const unhosted = (part: Part): string[] => (isImage(part) && part.image.startsWith('cdn:') ? [part.image] : [])

function images(resources: readonly Resource[], { faults }: Ends): Question {
  return {
    rule: 'image',
    concerns: gathered(resources, ({ fields }) => partsIn(fields).flatMap(unhosted)),
    says: (image) => `the image ${image.slice('cdn:'.length)} cannot be fetched (${faults.get(image) ?? 'no answer'})`,
    answer: () => 'put it anew into the article',
    accept: {
      by: 'images',
      says: 'it is left out',
      taken: (fields) => mapFields(fields, (_, value) => (isProse(value) ? lazy(() => withoutImages(value.parts)) : value)),
    },
  }
}

/** A body without the images that are not there: the rest of their element goes with them. */
function withoutImages(parts: readonly Part[]): Part[] {
  const left: Part[] = []
  let cut = false
  for (const part of parts) {
    const before = left.at(-1)
    if (unhosted(part).length > 0) {
      if (typeof before === 'string') left[left.length - 1] = before.replace(/<img[^>]*$/u, '')
      cut = true
    } else if (cut && typeof part === 'string') {
      left.push(part.replace(/^[^>]*>/u, ''))
      cut = false
    } else left.push(part)
  }
  return left.filter((part) => part !== '')
}

function pages(resources: readonly Resource[], { from, homes }: Ends): Question {
  return {
    rule: 'page',
    concerns: gathered(resources, ({ fields }) => homes.others(fields)),
    says: (path) => `${path} is linked to, a page of the help center of ${from} that is none of its articles or collections`,
    answer: () => 'correct the link',
    accept: { by: 'links', says: "the link leads to the help center's first page", taken: homes.ended },
  }
}

function links(resources: readonly Resource[], { from }: Ends): Question {
  return {
    rule: 'link',
    concerns: gathered(resources, ({ fields }) =>
      partsIn(fields).flatMap((part) => (isLink(part) && isGone(part.link.key) ? [at(part.link)] : [])),
    ),
    says: (target) => `${target.replace(':gone~', ' ')} is linked to and not in the help center of ${from}`,
    answer: () => 'correct the link',
    accept: { by: 'links', says: "the link leads to the help center's first page", taken: (fields) => fields },
  }
}

function existing({ there, before, to, accepted }: Ends): Finding[] {
  const content = there.resources.filter(({ kind }) => kind === 'article' || kind === 'snippet').length
  if (before || content === 0) return []
  const says = `${to} is not empty: it has ${content} articles and snippets of its own. They stay; what is there by the same name is compared with what comes`
  return [finding('existing', says, accepted.has('existing'), 'accept it by --accept existing')]
}

const finding = (rule: string, says: string, settled: boolean, answer: string): Finding => ({
  severity: settled ? 'warning' : 'error',
  rule: `migrate/${rule}`,
  file: 'sync.config',
  line: 1,
  message: settled ? says : `${says}; ${answer}`,
})

/** A few of those a question is about, by what people call them. */
const who = (resources: readonly Resource[], named: (resource: Resource) => string): string => {
  const some = resources.slice(0, 3).map((one) => `“${named(one)}”`)
  return `${some.join(', ')}${resources.length > some.length ? ` and ${resources.length - some.length} more` : ''}`
}

/**
 * Finds what cannot be carried over as it is. Each is one finding, however many objects it is about: an error that names the flag or the line of
 * the config that decides it, or a warning once it is decided. Objects with an open question are left out.
 */
export function decisions(resources: readonly Resource[], ends: Ends): Decided {
  const findings: Finding[] = existing(ends)
  let left = resources
  for (const ask of [authors, audiences, locales, images, pages, links]) {
    const question = ask(left, ends)
    const { accept } = question
    const settled = accept !== undefined && ends.accepted.has(accept.by)
    const concerned = new Set([...question.concerns.values()].flat())
    for (const [subject, all] of question.concerns) {
      const about = all.filter(ends.inside)
      if (about.length === 0) continue
      const says = `${question.says(subject)}: ${who(about, ends.named)}`
      const more = accept === undefined ? '' : `, or --accept ${accept.by}: ${accept.says}`
      findings.push(
        finding(question.rule, settled ? `${says}; ${accept.says}` : says, settled, `${question.answer(subject)}${more}`),
      )
    }
    left = left.map((resource) => {
      if (!concerned.has(resource)) return resource
      return settled ? { ...resource, fields: accept.taken(resource.fields) } : { ...resource, broken: true as const }
    })
  }
  return { resources: left, findings }
}
