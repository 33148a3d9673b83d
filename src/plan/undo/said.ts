import type { Beside, Kind, Past } from '../../model/index.ts'
import { at } from '../../model/index.ts'
import type { Turned } from './back.ts'

const staying: Readonly<Record<Turned['stays'][number]['why'], string>> = {
  mention: 'made by that run for those that name it; it may be in use elsewhere by now, so it stays',
  later: 'a later run wrote it too: roll that one back first',
  taken: 'its key is another object by now; it is left as it is',
}

/** What stands beside a rollback, in words about the run instead of about files. */
export function said(
  beside: readonly Beside[],
  turned: Turned,
  touched: ReadonlySet<string>,
  { verb }: Past,
  kinds: readonly Kind[],
): Beside[] {
  const made = new Set(turned.backs.flatMap(({ image, left }) => (image === null && left !== null ? [at(left.entry)] : [])))
  const about = beside.filter((one) => touched.has(at(one)) && one.why !== 'unmanaged')
  return [
    ...about.map((one) => ({ ...one, says: says(one, made.has(at(one)), verb) })),
    ...turned.stays.map(({ kind, key, id, why }): Beside => ({
      why: why === 'mention' ? 'unmanaged' : 'conflict',
      kind,
      key,
      ...(id === null ? {} : { id }),
      says: staying[why],
    })),
    ...turned.backs.flatMap((back) => lost(back, kinds)),
  ]
}

function says({ why, says, id }: Beside, made: boolean, verb: Past['verb']): string {
  const run = verb === 'apply' ? 'that run' : 'that rollback'
  if (why === 'conflict')
    return made ? `made by ${run} and edited since: it stays as it is` : `changed since ${run}: it stays as it is now`
  if (why === 'drift') return id === undefined ? says : `edited since ${run} where ${run} wrote nothing: this stays`
  if (why === 'orphan')
    return says.replace(/^its (?:(\S+) )?file is gone/u, (_, locale?: string) =>
      locale === undefined ? `${run} made it` : `${run} added its ${locale} text`,
    )
  return says
}

/** What no request brings back. */
function lost({ kind, key, image, left }: Turned['backs'][number], kinds: readonly Kind[]): Beside[] {
  const of = kinds.find(({ name }) => name === kind)
  if (image === null || left !== null || of === undefined) return []
  const says =
    of.holds !== undefined
      ? `it is made again without its ${of.holds.plural}: Intercom reads them anew`
      : of.mention === true
        ? 'it is made again; what else in Intercom bore it does not get it back'
        : undefined
  return says === undefined ? [] : [{ why: 'unmanaged', kind, key, says }]
}
