import { stringify } from 'yaml'
import { inserted, textOf, valueIn, wordsIn, type Word } from './front.ts'

/** What a new or changed `meta.yaml` shall say. */
export interface MetaWords {
  /** with its mark: `art_123`; '' for none yet */
  readonly id?: string
  /** paths of collections; null: nothing is said about them */
  readonly collections?: readonly string[] | null
  readonly defaultLocale?: string
  readonly locale?: string
  /** the help center the paths are in, where it is known */
  readonly helpCenter?: string | null
}

const word = (key: string, value: unknown): Word => ({
  key,
  text: value === '' ? `${key}:\n` : stringify({ [key]: value }, { lineWidth: 0, indentSeq: false }),
})

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null

/** The order Intercom's exports have; what else there is comes after it as it is. */
const order = ['id', 'collection', 'collections', 'default_locale', 'locale']
const rank = ({ key }: Word): number => (key !== null && order.includes(key) ? order.indexOf(key) : order.length)

/** A new `meta.yaml`, as Intercom's exports are spelled, with more words below. */
export function newMeta(
  { id = '', collections, defaultLocale, locale, helpCenter }: MetaWords,
  more: readonly Word[] = [],
): string {
  const there = new Set(more.map(({ key }) => key))
  const own = [
    word('id', id),
    ...(collections === undefined || collections === null ? [] : [filed(collections, helpCenter ?? null, [])]),
    ...(defaultLocale === undefined ? [] : [word('default_locale', defaultLocale)]),
    ...(locale === undefined ? [] : [word('locale', locale)]),
  ]
  const all = [...own.filter(({ key }) => !there.has(key)), ...more]
  return `---\n${textOf(all.sort((a, b) => rank(a) - rank(b)))}---\n`
}

function filed(paths: readonly string[], helpCenter: string | null, foreign: readonly unknown[]): Word {
  const entries = paths.map((path) => ({ ...(helpCenter === null ? {} : { help_center: number(helpCenter) }), path }))
  return word('collections', [...entries, ...foreign])
}

const number = (id: string): string | number => (/^\d{1,15}$/u.test(id) ? Number(id) : id)

/** The words of a `meta.yaml` with other collections and an id; what else it says stays as it is, and so do collections of other help centers. */
export function changedMeta(text: string, { id, collections, helpCenter }: MetaWords): string {
  let words = wordsIn(text)
  const had = words.find(({ key }) => key === 'collections')
  if (collections !== undefined && collections !== null) {
    const entries = had === undefined ? [] : [valueIn(had)].flat()
    const foreign = entries.filter(
      (entry) => isMap(entry) && 'help_center' in entry && String(entry['help_center']) !== helpCenter,
    )
    const now = filed(collections, helpCenter ?? null, foreign)
    words = had === undefined ? inserted(words, now) : words.map((one) => (one === had ? now : one))
    const first = collections[0]
    words = words.map((one) => (one.key === 'collection' && first !== undefined ? word('collection', first) : one))
  }
  if (id !== undefined && id !== '') {
    const blank = words.find(({ key }) => key === 'id')
    if (blank === undefined) words = inserted(words, word('id', id))
    else if (valueIn(blank) === null) words = words.map((one) => (one === blank ? word('id', id) : one))
  }
  return textOf(words)
}
