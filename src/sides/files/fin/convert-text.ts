import { stringify } from 'yaml'
import { cut, inserted, textOf, valueIn, whole, wordsIn, type Word } from './front.ts'
import { newMeta, type MetaWords } from './meta-text.ts'
import { fromFin, listed, toFin } from './spelling.ts'
import { repeated } from './words.ts'

/** What a text has to say in another layout besides what it says already. */
export interface Facts {
  /** in front matter, where its place does not give that key; null: its place does */
  readonly key: string | null
  /** what it is called, where its front matter does not say it */
  readonly title: string
  /** the body without the heading that is the title, where front matter does not say it */
  readonly untitled: (body: string) => string
  readonly readdressed: (body: string) => string
  /** keeps its own words for what Intercom's layout has one word for: a snippet is never a draft */
  readonly stays: ReadonlySet<string>
  /** the one locale of what has one */
  readonly locale: string | null
}

const collectionWords = new Set(['collections', 'collection', 'category', 'categories'])
const keyed = (words: readonly Word[], key: string | null): Word[] => {
  const own = at(words, 'key')
  if (key !== null && own !== undefined && valueIn(own) === key) return [...words]
  const without = words.filter((word) => word !== own)
  return key === null ? without : [...without, { key: 'key', text: stringify({ key }, { lineWidth: 0 }) }]
}
const at = (words: readonly Word[], key: string): Word | undefined => words.find((word) => word.key === key)
const dented = (text: string): string => text.replace(/^(?=[^\n])/gmu, '  ')
const undented = (text: string): string => text.replace(/^ {2}/gmu, '')

/** A text of another layout for Intercom's own: its words, and a title before the text. `main` is the text of the default locale, which others repeat the flags of. */
export function textIn(text: string, facts: Facts, main: string | null): string {
  const { words, ...front } = cutWords(text)
  const own = main === null ? toFin(words, facts.stays) : withFlags(toFin(words, facts.stays), toFin(cutWords(main).words))
  const named = at(words, 'title') !== undefined
  const title: Word = { key: 'title', text: stringify({ title: facts.title }, { lineWidth: 0 }) }
  const all = keyed(named ? own : [title, ...own], facts.key)
  const spoken =
    facts.locale === null || at(all, 'locale') !== undefined
      ? all
      : inserted(all, { key: 'locale', text: `locale: ${facts.locale}\n` })
  const body = named ? front.rest : facts.untitled(front.rest)
  return whole({ ...front, words: textOf(spoken), rest: facts.readdressed(body) })
}

/** What moves from a text of the default locale into `meta.yaml`. */
export interface Moving extends MetaWords {
  /** the words that go with it */
  readonly taken: ReadonlySet<string>
}

/** The text of a default locale without what `meta.yaml` says, and that `meta.yaml`. */
export function metaFrom(text: string, moving: Moving): { readonly text: string; readonly meta: string } {
  const { words, ...front } = cutWords(text)
  const rest = at(words, 'meta')
  const more = rest === undefined ? [] : wordsIn(undented(rest.text.slice(rest.text.indexOf('\n') + 1)))
  const gone = (key: string | null): boolean =>
    key === 'meta' ||
    (key === 'id' && moving.taken.has('id')) ||
    (key !== null && collectionWords.has(key) && moving.taken.has('collections'))
  return {
    text: whole({ ...front, words: textOf(words.filter(({ key }) => !gone(key))) }),
    meta: newMeta(moving, more),
  }
}

/** A text of Intercom's layout for another one. `main` is the text of the default locale, which says the flags for all. */
export function textOut(text: string, facts: Facts, main: string | null): string {
  const { words, ...front } = cutWords(text)
  const said = main === null ? words : withoutFlags(words, cutWords(main).words)
  const own = fromFin(said, facts.stays)
  const spoken =
    facts.locale !== null && valueOf(own, 'locale') === facts.locale ? own.filter(({ key }) => key !== 'locale') : own
  return whole({ ...front, words: textOf(keyed(spoken, facts.key)), rest: facts.readdressed(front.rest) })
}

/** The text of a default locale with what its `meta.yaml` says: collections where its place does not say them, the id, and the rest as it is. */
export function metaInto(text: string, meta: string | null, derived: MetaWords, collections: readonly string[] | null): string {
  const front = cutWords(text)
  const said = meta === null ? [] : cutWords(meta.replaceAll('\r\n', '\n')).words
  const plain = new Set(cutWords(newMeta(derived)).words.map(({ text }) => text))
  const id = at(said, 'id')
  const rest = said.filter((word) => word.key !== 'id' && !plain.has(word.text))
  let words: Word[] = front.words
  if (collections !== null && !words.some(({ key }) => key !== null && collectionWords.has(key)))
    words = inserted(words, listed('collections', collections))
  if (id !== undefined && valueIn(id) !== null) words = [id, ...words]
  if (rest.length > 0) words = [...words, { key: 'meta', text: `meta:\n${dented(textOf(rest))}` }]
  return whole({ ...front, words: textOf(words) })
}

const cutWords = (text: string): { open: string; words: Word[]; close: string; rest: string } => {
  const front = cut(text)
  return { ...front, words: wordsIn(front.words) }
}

const valueOf = (words: readonly Word[], key: string): unknown => {
  const word = at(words, key)
  return word === undefined ? undefined : valueIn(word)
}

// the flags hold for all locales; Intercom's exports say them in each text
function withFlags(words: readonly Word[], main: readonly Word[]): Word[] {
  const there = new Set(words.map(({ key }) => key))
  const missing = main.filter(({ key }) => key !== null && repeated.includes(key) && !there.has(key))
  return missing.reduce((all, word) => inserted(all, word), [...words])
}

function withoutFlags(words: readonly Word[], main: readonly Word[]): Word[] {
  return words.filter(({ key, text }) => key === null || !repeated.includes(key) || at(main, key)?.text !== text)
}
