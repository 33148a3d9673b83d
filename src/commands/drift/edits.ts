import { kindOf } from '../../kinds/index.ts'
import { Refused, splitField, type Resource } from '../../model/index.ts'
import type { Drifted } from '../../plan/index.ts'
import type { EditRow } from '../../report/index.ts'
import type { Version, WorkspaceReader } from '../../sides/workspace/index.ts'

/** What telling who edited takes: the people of a workspace by id, who we are there, the default locale, and seconds one request may take. */
export interface Known {
  readonly people: ReadonlyMap<string, { readonly name: string | null; readonly email: string | null }>
  readonly admin: string
  readonly locale: string
  readonly timeout: number
}

/**
 * Who changed an object since we last wrote it, the newest first: by its versions where its kind keeps some and they hold what changed, else by
 * what it says of itself. None where Intercom does not tell.
 */
export async function editsOf(one: Drifted, side: Pick<WorkspaceReader, 'versions'>, known: Known): Promise<readonly EditRow[]> {
  if (one.live === undefined) return []
  const told = chosen(await read(one, side, known.locale), one, known)
  if (told.length > 0) return told.map(({ by, via, at }) => ({ by: person(by, known), at: moment(at), via }))
  const last = lastEdit(one.live, one.entry.updatedAt, known)
  return last.by === null && last.at === null ? [] : [last]
}

/** The last edit an object tells of itself; of times and people of our own writes nothing is said. `since`: epoch seconds of the last of those. */
export function lastEdit({ stamp }: Resource, since: number | undefined, known: Known): EditRow {
  const later = stamp?.updatedAt !== undefined && (since === undefined || stamp.updatedAt > since)
  const by = stamp?.by !== undefined && (later || stamp.by !== known.admin) ? person(stamp.by, known) : null
  return { by, at: later ? moment(stamp.updatedAt) : null, via: null }
}

const slack = 2

/** Versions of every locale that drifted. Versions hold what is of one locale: text, state and author. */
async function read(one: Drifted, side: Pick<WorkspaceReader, 'versions'>, main: string): Promise<readonly Version[]> {
  const { fields } = kindOf(one.kind)
  const names = one.fields.map(({ name }) => splitField(name)).filter(([field]) => fields[field]?.perLocale === true)
  const locales = [...new Set(names.map(([, locale]) => locale ?? main))]
  const lists = await Promise.all(
    locales.map((locale) =>
      side.versions(one.kind, one.id, locale, one.entry.updatedAt).catch((error: unknown) => {
        // deleted since, a locale without versions, or a token that may not see them: then nobody is named
        if (error instanceof Refused) return null
        throw error
      }),
    ),
  )
  const all = lists.flatMap((list) => list ?? []).sort((a, b) => b.at - a.at)
  // one edit of several locales is one edit
  return all.filter(
    (each, n) => all.findIndex((other) => other.at === each.at && other.by === each.by && other.via === each.via) === n,
  )
}

function chosen(versions: readonly Version[], { entry }: Drifted, { admin, timeout }: Known): readonly Version[] {
  const ours = ({ by, via }: Version): boolean => via === 'api' && by === admin
  const since = entry.updatedAt
  const { sent } = entry
  const unanswered = ({ at }: Version): boolean =>
    sent !== undefined && at >= sent.at - slack && at <= (sent.last ?? sent.at) + timeout + slack
  const later =
    since === undefined
      ? []
      : versions.filter((one) => (one.at > since || (one.at === since && !ours(one))) && !(ours(one) && unanswered(one)))
  // an edit older than our last write was left alone by it; without a time of ours only the last one is told
  return later.length > 0 ? later : versions.filter((one) => !ours(one)).slice(0, 1)
}

function person(id: string | null, { people }: Known): EditRow['by'] {
  if (id === null) return null
  const known = people.get(id)
  return { id, name: known?.name ?? null, email: known?.email ?? null }
}

const moment = (seconds: number): string => new Date(seconds * 1000).toISOString()
