import { kinds } from '../../../kinds/index.ts'
import { at, splitField, type Fields, type Kind, type Ref, type Resource } from '../../../model/index.ts'
import { agreed, resolve } from '../../../plan/index.ts'
import type { Column, ColumnsField, Promotion, PromotionRow, Sides } from '../../../report/index.ts'
import type { WorkspaceWorld } from '../../../sides/workspace/index.ts'
import type { Drawing } from '../../draw.ts'
import { titleOf } from '../../drift/report.ts'
import { unmarked } from '../keys.ts'
import { relations, type Relation } from './relation.ts'
import type { Repository } from './repository.ts'
import { translated } from './translated.ts'

/** One object as three sides have it: under the key of the plan, and under that of the files where they know it. */
interface Trio {
  readonly plan: Ref
  readonly files?: Ref
  readonly repository: Fields | undefined
  readonly from: Fields | undefined
  readonly to: Fields | undefined
  /** what the files and the first workspace are to each other, and the first and the second */
  readonly first: Relation | undefined
  readonly second: Relation | undefined
}

/** Holds the files beside both workspaces of a migration, object by object, as far as it is about them. */
export function columns(drawing: Drawing, repository: Repository, from: WorkspaceWorld, to: string): Promotion {
  const trios = [...carried(drawing, repository), ...unapplied(drawing, repository)]
  const rows = trios.map((trio) => row(trio, repository, from, drawing.workspace))
  const differing = rows.filter(different)
  return { from: drawing.from ?? '', to, rows: differing.sort(byKey), same: rows.length - differing.length }
}

const shown = (kind: string): boolean => {
  const found: Kind | undefined = kinds.find(({ name }) => name === kind)
  return found !== undefined && found.verbs.length > 0 && found.mention === undefined
}

const byKey = (a: PromotionRow, b: PromotionRow): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

/** What the plan of the migration is about. */
function carried(drawing: Drawing, repository: Repository): Trio[] {
  const [second, first] = [relations(drawing, { links: true }), relations(repository.drawing, { links: false })]
  const about = [...drawing.matched.bound.values()]
    .map(({ kind, key }): Ref => ({ kind: kind.name, key }))
    .filter((ref) => shown(ref.kind) && drawing.wishes.only(ref))
  const keys = new Map(about.flatMap((ref) => named(ref, repository)))
  for (const { kind, key } of drawing.matched.bound.values())
    for (const [name, other] of named({ kind: kind.name, key }, repository)) keys.set(name, other)
  return about.map((ref) => {
    const bound = drawing.matched.bound.get(at(ref))
    const files = repository.called(ref)
    const mine = files === undefined ? undefined : repository.drawing.matched.bound.get(at(files))
    return {
      plan: ref,
      ...(files === undefined ? {} : { files }),
      repository:
        mine?.want === undefined || mine.want.broken === true
          ? undefined
          : translated(mine.want.fields, keys, drawing.wishes.locale),
      from: bound?.want?.fields,
      to: live(drawing, bound?.live),
      first: files === undefined ? undefined : first(at(files)),
      second: second(at(ref)),
    }
  })
}

const named = (ref: Ref, { called }: Repository): [string, string][] => {
  const files = called(ref)
  return files === undefined ? [] : [[at(files), ref.key]]
}

const live = ({ matched }: Drawing, there: Resource | undefined): Fields | undefined =>
  there === undefined ? undefined : resolve(there.fields, matched.memory)

/** Files whose objects the first workspace does not have, and so the plan knows nothing of. */
function unapplied(drawing: Drawing, repository: Repository): Trio[] {
  const known = new Set(
    [...drawing.matched.bound.values()].flatMap(({ kind, key }) => {
      const files = repository.called({ kind: kind.name, key })
      return files === undefined ? [] : [at(files)]
    }),
  )
  const first = relations(repository.drawing, { links: false })
  return [...repository.drawing.matched.bound.values()].flatMap(({ kind, key, want, live }): Trio[] => {
    const files: Ref = { kind: kind.name, key }
    if (want === undefined || live !== undefined || !shown(kind.name)) return []
    if (known.has(at(files)) || !repository.only(files)) return []
    const relation = first(at(files))
    return [{ plan: files, files, repository: want.fields, from: undefined, to: undefined, first: relation, second: undefined }]
  })
}

function row(trio: Trio, { drawing }: Repository, from: WorkspaceWorld, to: WorkspaceWorld): PromotionRow {
  const { plan, files } = trio
  const { first, second } = trio
  const names = new Set([first?.wished, first?.edited, second?.wished, second?.edited].flatMap((some) => [...(some ?? [])]))
  const fields = [...names].map((name) => field(name, trio))
  const letters = lettered(trio, fields)
  const wanted = files === undefined ? undefined : drawing.matched.bound.get(at(files))?.want
  const origin = wanted?.origin
  return {
    kind: plan.kind,
    key: plan.key,
    name: files?.key ?? unmarked(plan.key),
    title: titleOf(plan.kind, trio.from ?? trio.to ?? trio.repository ?? {}),
    file: origin?.file ?? null,
    line: origin?.line ?? null,
    repository: {
      content: letters.repository,
      is: inFiles(trio, wanted),
      changed: inOrder(first?.wished, plan.kind),
      behind: [],
      by: null,
    },
    from: {
      content: letters.from,
      is:
        trio.from === undefined ? (first?.is === 'deleted' || second?.is === 'leaving' ? 'deleted' : 'absent') : standing(first),
      changed: inOrder(first?.edited, plan.kind),
      behind: [],
      by: person(first?.by, from),
    },
    to: {
      content: letters.to,
      is: second?.is ?? 'absent',
      changed: inOrder(second?.edited, plan.kind),
      behind: inOrder(second?.wished, plan.kind),
      by: person(second?.by, to),
    },
    fields,
  }
}

/** A file with errors is there, and what it says is not known. */
function inFiles({ files, repository }: Trio, wanted: Resource | undefined): Column['is'] {
  if (wanted?.broken === true) return 'unclear'
  return repository !== undefined ? 'there' : files === undefined ? 'absent' : 'deleted'
}

/** The first workspace has it; whether files with errors or a choice to be made keep more from being said. */
const standing = (first: Relation | undefined): Column['is'] => (first?.is === 'unclear' ? 'unclear' : 'there')

function field(name: string, { repository, from, to, first, second }: Trio): ColumnsField {
  const [ours, middle, theirs] = [repository?.[name] ?? null, from?.[name] ?? null, to?.[name] ?? null]
  const moved = (one: Relation | undefined): boolean => one !== undefined && (one.wished.has(name) || one.edited.has(name))
  const managed = repository !== undefined && name in repository
  const near = managed && !moved(first)
  const far = from !== undefined && to !== undefined && !moved(second)
  // the files may be as the first but for anchors, and wholly as the second
  const around = managed && to !== undefined && agreed(ours, theirs, undefined)
  return { name, repository: near && !around ? middle : ours, from: middle, to: theirs, agree: alike({ near, far, around }) }
}

function alike({ near, far, around }: Readonly<Record<'near' | 'far' | 'around', boolean>>): readonly (keyof Sides)[] {
  if (near && far) return ['repository', 'from', 'to']
  if (far) return ['from', 'to']
  if (around) return ['repository', 'to']
  return near ? ['repository', 'from'] : []
}

/** The same letter for the same content, in the order of the columns; only where all three have it can the outer two be like each other. */
function lettered({ repository, from, to }: Trio, fields: readonly ColumnsField[]): Record<keyof Sides, Column['content']> {
  // what files do not name is not theirs to differ in
  const silent = (name: string): boolean => repository !== undefined && !(name in repository)
  const both = (a: keyof Sides, b: keyof Sides): boolean =>
    fields.every(({ name, agree }) => (agree.includes(a) && agree.includes(b)) || (a === 'repository' && silent(name)))
  const letters = ['A', 'B', 'C'] as const
  let next = 0
  const fresh = (): Column['content'] => letters[next++] ?? null
  const one = repository === undefined ? null : fresh()
  const two = from === undefined ? null : one !== null && both('repository', 'from') ? one : fresh()
  const three =
    to === undefined
      ? null
      : two !== null && both('from', 'to')
        ? two
        : one !== null && one !== two && both('repository', 'to')
          ? one
          : fresh()
  return { repository: one, from: two, to: three }
}

const different = ({ repository, from, to }: PromotionRow): boolean =>
  repository.content === null ||
  repository.content !== from.content ||
  from.content !== to.content ||
  [repository, from, to].some(({ is }) => is !== 'there')

/** As the kind lists them, the default locale first. */
function inOrder(names: ReadonlySet<string> | undefined, kind: string): string[] {
  const order = Object.keys(kinds.find(({ name }) => name === kind)?.fields ?? {})
  const place = (name: string): string => {
    const [field, locale = ''] = splitField(name)
    return `${locale} ${String(order.indexOf(field)).padStart(3, '0')}`
  }
  return [...(names ?? [])].sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

function person(id: string | undefined, { resources }: WorkspaceWorld): string | null {
  if (id === undefined) return null
  const email = resources.find(({ kind, key }) => kind === 'author' && key === `@${id}`)?.fields['email']
  return typeof email === 'string' ? email : id
}
