import type { Entry, Resource, Value } from '../model/index.ts'
import { at, isImage, isLink, isProse, stable } from '../model/index.ts'
import { version } from '../prose/version.ts'
import type { Rules } from './rules.ts'

/** Which texts that differ from what is remembered nobody changed: they are only remembered in an older form. */
export interface Aged {
  /** whether a text of the files was only read otherwise */
  readonly want: (now: Value, before: Value | undefined) => boolean
  /** the same of the workspace */
  readonly live: (now: Value | undefined, before: Value | undefined) => boolean
}

const holes = (value: Value | undefined): string =>
  value !== undefined && isProse(value) ? stable(value.parts.filter((part) => isImage(part) || isLink(part))) : ''

/** The letters of a text, however it is marked up and spaced. */
const letters = (value: Value | undefined): string =>
  value !== undefined && isProse(value)
    ? value.parts
        .map((part) => (typeof part === 'string' ? part : ''))
        .join('')
        .replace(/<[^>]*>?|&nbsp;|\s+/gu, '')
    : ''

/**
 * Evidence for records of an older canonical form: a file with the same bytes, beside the same images and links, and an object that was not
 * written since say the same as ever, letter for letter. Of records in the form of today nothing is excused.
 */
export function aged(entry: Entry, want: Resource | undefined, live: Resource, rules: Rules): Aged {
  const old = entry.form !== version && entry.sent === undefined
  const untouched = old && want !== undefined && entry.text !== undefined && rules.texts?.get(at(want)) === entry.text
  const unwritten = old && entry.updatedAt !== undefined && live.stamp?.updatedAt === entry.updatedAt
  return {
    want: (now, before) =>
      untouched && isProse(now) && before !== undefined && holes(now) === holes(before) && letters(now) === letters(before),
    live: (now, before) => unwritten && now !== undefined && isProse(now) && letters(now) === letters(before),
  }
}
