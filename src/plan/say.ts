import type { Fields, Kind, Resource, Value } from '../model/index.ts'
import { splitField } from '../model/index.ts'
import type { Draft } from './draft.ts'
import type { Bound } from './match.ts'
import type { Rules } from './rules.ts'
import { wording } from './wording.ts'

/** Where a wanted resource stands in the files. */
export const place = (resource: Resource | undefined): { file?: string; line?: number } =>
  resource?.origin === undefined ? {} : { file: resource.origin.file, line: resource.origin.line }

type Shown = { readonly name: string; readonly before: Value; readonly after: Value }

/** Fields with what they are and what they would be. */
export const shown = (names: readonly string[], before: Fields, after: Fields): Shown[] =>
  names.map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }))

/** Whether a field to be written has a draft waiting that nobody published. */
export const staged = (live: Resource, fields: readonly string[], rules: Rules): boolean =>
  !rules.allow.has('drafts') && fields.some((name) => live.stamp?.staged?.includes(splitField(name)[1] ?? ''))

export const stagedSays = (live: Resource, rules: Rules): string =>
  `an unpublished draft waits in ${wording(rules).there}${live.stamp?.by === undefined ? '' : ` (last edited by teammate ${live.stamp.by})`}; publish or discard it there, or --allow drafts`

/** What the commands of a run do beyond the fields that are written. */
export function commandsOf(kind: Kind, names: readonly string[], rules: Rules): { commands?: readonly string[] } {
  const commands = Object.values(kind.fields).flatMap((field) =>
    field.is === 'command' && names.includes(field.with) && rules.commands.has(field.flag) ? [field.says] : [],
  )
  return commands.length === 0 ? {} : { commands }
}

/** Leaves an object out and says why. */
export function conflict(
  bound: Bound,
  want: Resource,
  live: Resource,
  names: readonly string[],
  says: string,
  draft: Draft,
): void {
  draft.beside.push({
    why: 'conflict',
    kind: want.kind,
    key: want.key,
    ...(bound.live === undefined ? {} : { id: bound.live.key.slice(1) }),
    fields: shown(names, live.fields, want.fields),
    says,
    ...(live.stamp?.by === undefined ? {} : { by: live.stamp.by }),
    ...place(want),
  })
  moved(bound, want, draft)
}

/** An object that is left out keeps its new key all the same: what refers to it is remembered under that key. */
function moved({ entry, movedFrom }: Bound, { kind, key }: Resource, draft: Draft): void {
  if (entry?.id == null || movedFrom === undefined) return
  const seen = entry.seen === null ? null : entry.seen.fields()
  draft.remember.push({ ref: { kind, key }, id: entry.id, base: entry.base.fields(), seen, movedFrom })
}
