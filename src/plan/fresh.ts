import type { Fields, Kind, Resource } from '../model/index.ts'
import type { Matched } from './match.ts'
import type { Rules } from './rules.ts'

/** Whether files hold things of a kind. */
export const inFiles = (kind: Kind): boolean => kind.home.in !== 'nowhere' && kind.mention === undefined

/** The objects no file holds that files can hold. Those Intercom itself keeps up to date are not ours to keep. */
export const fresh = (matched: Matched, kinds: readonly Kind[], rules: Rules): Resource[] =>
  matched.free.filter((live) => {
    const kind = kinds.find(({ name }) => name === live.kind)
    return kind !== undefined && inFiles(kind) && kind.verbs.length > 0 && rules.only(live) && ownable(kind, live.fields)
  })

const ownable = (kind: Kind, fields: Fields): boolean =>
  Object.entries(kind.fields).every(
    ([name, field]) =>
      field.is !== 'choice' || field.required === undefined || field.file !== undefined || fields[name] === field.of[0],
  )
