import { kindOf } from '../../kinds/index.ts'
import { at, type Fields, type World } from '../../model/index.ts'
import type { Drift, Drifted } from '../../plan/index.ts'
import type { DriftReport, DriftRow } from '../../report/index.ts'
import type { WorkspaceReader, WorkspaceWorld } from '../../sides/workspace/index.ts'
import type { Opened } from '../open.ts'
import { editsOf, lastEdit, type Known } from './edits.ts'

/** What stands around a comparison. `now` is milliseconds. */
export interface Around {
  readonly live: WorkspaceWorld
  readonly files: World
  readonly opened: Pick<Opened, 'name' | 'look'>
  readonly locale: string
  readonly now: number
}

/** Requests under way at a time; the budget is kept below. */
const width = 8

/** A comparison as it is reported: with names, files and, asked of Intercom for what drifted alone, the teammates. */
export async function driftReport(
  { drifted, foreign, unchanged, unread }: Drift,
  side: Pick<WorkspaceReader, 'versions'>,
  { live, files, opened, locale, now }: Around,
): Promise<DriftReport> {
  const known = knownOf(live, locale)
  const places = new Map(files.resources.flatMap((one) => (one.origin === undefined ? [] : [[at(one), one.origin] as const])))
  const rows = new Map<Drifted, DriftRow>()
  const left = [...drifted].reverse()
  const work = async (): Promise<void> => {
    for (let one = left.pop(); one !== undefined; one = left.pop())
      rows.set(one, await driftRow(one, places.get(at(one)), side, known))
  }
  await Promise.all(Array.from({ length: width }, work))
  return {
    workspace: {
      name: opened.name,
      id: live.account.id,
      region: live.account.region,
      ...(opened.look === undefined ? {} : { look: opened.look }),
    },
    createdAt: new Date(now).toISOString(),
    drift: drifted.flatMap((one) => rows.get(one) ?? []),
    unchanged,
    foreign: foreign.map((one) => ({
      kind: one.kind,
      id: one.key.slice(1),
      title: titleOf(one.kind, one.fields),
      url: one.stamp?.url ?? null,
      edit: lastEdit(one, undefined, known),
    })),
    unread: unread.map((kind) => ({
      kind,
      why: live.skipped.find((one) => one.kind === kind)?.why ?? 'the list kept changing while it was read',
    })),
  }
}

/** One object that drifted, as it is reported. */
export async function driftRow(
  one: Drifted,
  place: { readonly file: string; readonly line: number } | undefined,
  side: Pick<WorkspaceReader, 'versions'>,
  known: Known,
): Promise<DriftRow> {
  return {
    what: one.live === undefined ? 'deleted' : 'edited',
    kind: one.kind,
    key: one.key,
    id: one.id,
    title: titleOf(one.kind, one.live?.fields ?? one.entry.base.fields()),
    file: place?.file ?? null,
    line: place?.line ?? null,
    url: one.live?.stamp?.url ?? null,
    fields: one.fields,
    edits: await editsOf(one, side, known),
  }
}

/** Who is who in a workspace. */
export const knownOf = ({ resources, account, timeout }: WorkspaceWorld, locale: string): Known => ({
  people: new Map(
    resources.flatMap(({ kind, key, fields }) =>
      kind === 'author' ? [[key.slice(1), { name: text(fields['name']), email: text(fields['email']) }] as const] : [],
    ),
  ),
  admin: account.admin,
  locale,
  timeout,
})

const text = (value: Fields[string] | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The name people know an object by; '' where it has none. */
export const titleOf = (kind: string, fields: Fields): string => text(fields[kindOf(kind).natural[0] ?? '']) ?? ''
