import { kinds } from '../../../src/kinds/index.ts'
import type { Entry, Fields, Part, Prose, Resource, World } from '../../../src/model/index.ts'
import { digestOf } from '../../../src/model/index.ts'
import { match, plan, pull } from '../../../src/plan/index.ts'
import { fromMarkdown, toMarkdown } from '../../../src/prose/index.ts'
import { frontMatter } from '../../../src/sides/files/front-matter.ts'
import { left } from '../../../src/sides/files/merge/left.ts'
import { mergePage } from '../../../src/sides/files/merge/page.ts'
import { article } from '../../../src/kinds/article.ts'
import { rules } from '../../plan/values.ts'

/** One article, its file and what is remembered of it, in memory: the real planner and the real merge, without disk and network. */
export interface Model {
  file: string
  live: Fields
  base: Fields
  seen: Fields
}

const fill = { link: () => '', image: () => '', heading: () => null }

/** Remembers what was made of the same thing lately. */
function lately<K, V>(make: (of: K) => V): (of: K) => V {
  const known = new Map<K, V>()
  return (of) => {
    const before = known.get(of)
    if (before !== undefined) return before
    if (known.size > 50) known.clear()
    const now = make(of)
    known.set(of, now)
    return now
  }
}

export const bodyOf = lately((markdown: string): Prose => ({
  parts: fromMarkdown(markdown, { as: 'html', takeTitle: false, firstLine: 1 }).parts.map((part): Part =>
    typeof part === 'object' && 'heading' in part ? { heading: part.heading } : (part as Part),
  ),
}))

export const markdownOf = lately(
  (value: Fields[string] | undefined): string => toMarkdown((value as Prose | undefined)?.parts ?? [], fill).markdown,
)

export const pageOf = (description: string, body: string): string =>
  `---\ntitle: Bread\ndescription: ${description}\n---\n\n${body}`

function fieldsOf(file: string): Fields {
  const { pairs, body } = frontMatter(file)
  const word = (key: string): string =>
    pairs.flatMap((pair) => (pair.key === key && 'value' in pair.value ? [String(pair.value.value)] : []))[0] ?? ''
  return { title: word('title'), description: word('description'), body: bodyOf(body) }
}

const recorded = (fields: Fields): Entry['base'] => ({ digest: digestOf(fields), fields: () => fields })
const world = (resources: readonly Resource[]): World => ({
  resources,
  findings: [],
  complete: new Set(kinds.map(({ name }) => name)),
  skipped: [],
})

function scene({ file, live, base, seen }: Model): { want: World; there: World; memory: readonly Entry[] } {
  const want = { kind: 'article', key: 'bread', fields: fieldsOf(file), origin: { file: 'bread.md', line: 1 } }
  return {
    want: world([want]),
    there: world([{ kind: 'article', key: '@7', fields: live }]),
    memory: [{ kind: 'article', key: 'bread', id: '7', base: recorded(base), seen: recorded(seen) }],
  }
}

export const begun = (description: string, body: string): Model => {
  const file = pageOf(description, `${body}\n`)
  const fields = fieldsOf(file)
  return { file, live: fields, base: fields, seen: fields }
}

/** What a pull met: nothing both changed, both merged, or something a person has to decide. */
export type Met = 'apart' | 'merged' | 'fought'

/** `pull --merge` of a file without markers. */
export function pullInto(model: Model): Met {
  const { want, there, memory } = scene(model)
  const all = { ...rules, merge: true as const }
  const { changes, merges } = pull(match(want, there, memory, kinds, all), new Map(), there, kinds, all)
  for (const change of changes) {
    if (change.verb !== 'update') throw new Error(`${change.verb} of an article both sides have`)
    const merge = merges.get('article:bread')
    const both = {
      kind: article,
      from: change.from,
      to: change.to,
      locale: undefined,
      names: change.fields,
      fill,
      spell: () => '',
    }
    const merging = { before: {}, seen: {}, ...merge, fields: merge?.fields ?? [], said: 'intercom (Ana Adams)', beside: false }
    model.file = mergePage(model.file, both, merging).text
    const now = fieldsOf(model.file)
    const ours = Object.keys(now).map((name) => [
      name,
      merge?.fields.includes(name) ? model.live[name] : change.fields.includes(name) ? now[name] : model.base[name],
    ])
    model.base = Object.fromEntries(ours) as Fields
    model.seen = model.live
  }
  return left(model.file) !== null ? 'fought' : merges.size > 0 ? 'merged' : 'apart'
}

/** `apply`; answers what is left beside: `drift`, `conflict`. */
export function apply(model: Model): string[] {
  if (left(model.file) !== null) return ['error']
  const { want, there, memory } = scene(model)
  const drawn = plan(want, there, memory, kinds, rules).plan
  for (const change of drawn.levels.flat()) {
    if (change.verb !== 'update') throw new Error(`${change.verb} of an article both sides have`)
    model.live = Object.fromEntries(
      Object.entries(model.live).map(([name, value]) => [name, change.fields.includes(name) ? change.to.fields[name] : value]),
    ) as Fields
    const drifted = change.drifted ?? []
    model.base = change.base
    model.seen = { ...model.live, ...Object.fromEntries(drifted.map((name) => [name, model.seen[name] ?? null])) }
  }
  for (const { base, seen } of drawn.remember) Object.assign(model, { base, seen: seen ?? model.seen })
  return drawn.beside.map(({ why }) => why)
}

/** What an apply would do. */
export function pending(model: Model): string[] {
  const { want, there, memory } = scene(model)
  const drawn = plan(want, there, memory, kinds, rules).plan
  return [...drawn.levels.flat().map(({ verb }) => verb), ...drawn.beside.map(({ why }) => why)]
}
