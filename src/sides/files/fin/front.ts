import { parse } from 'yaml'
import { repeated } from './words.ts'

/** A text cut at its front matter. `words` is what stands between the fences, with `\n` behind each line; '' without front matter. */
export interface Front {
  readonly open: string
  readonly words: string
  readonly close: string
  readonly rest: string
}

const opened = /^(\uFEFF?---[ \t]*\n)([\s\S]*?\n)?(---[ \t]*(?:\n|$))/u

/** Cuts a text at its front matter. Line ends must be `\n`. */
export function cut(text: string): Front {
  const [all, open, words, close] = opened.exec(text) ?? []
  if (all === undefined || open === undefined || close === undefined)
    return { open: '---\n', words: '', close: '---\n', rest: text }
  return { open, words: words ?? '', close, rest: text.slice(all.length) }
}

/** The text of a cut one; fences around nothing go. */
export const whole = ({ open, words, close, rest }: Front): string => (words === '' ? rest : `${open}${words}${close}${rest}`)

/** One word of front matter with all its lines; `key` is null for comments and empty lines before the first one. */
export interface Word {
  readonly key: string | null
  readonly text: string
}

const begins = /^(?:([A-Za-z_][\w.-]*)|"([^"]+)"|'([^']+)')[ \t]*:(?=[ \t\n]|$)/u

/** The words of a front matter, in order; together they are its text again. */
export function wordsIn(text: string): Word[] {
  const words: { key: string | null; text: string }[] = []
  for (const line of text === '' ? [] : text.replace(/\n$/u, '').split('\n')) {
    const [, plain, double, single] = begins.exec(line) ?? []
    const key = plain ?? double ?? single
    const last = words.at(-1)
    if (key !== undefined || last === undefined) words.push({ key: key ?? null, text: `${line}\n` })
    else last.text += `${line}\n`
  }
  return words
}

/** What a word says. */
export const valueIn = ({ key, text }: Word): unknown => (key === null ? null : (parse(text) as Record<string, unknown>)[key])

/** Whether a word says more than a value: a comment, which a new spelling would lose. */
export const hasComment = ({ text }: Word): boolean => /(?:^|\s)#/u.test(text)

/** The order words stand in where we write them. */
const order = [
  'id',
  'locale',
  'title',
  'description',
  'summary',
  'state',
  'published',
  'author',
  'author_id',
  'collections',
  'folder',
  ...repeated,
]
const rank = (key: string | null): number => (key === null || !order.includes(key) ? order.length : order.indexOf(key))

/** The words with one more where it stands when we write it. */
export function inserted(words: readonly Word[], word: Word): Word[] {
  const at = words.findIndex(({ key }) => key !== null && rank(key) > rank(word.key))
  return at < 0 ? [...words, word] : [...words.slice(0, at), word, ...words.slice(at)]
}

/** Words as text. */
export const textOf = (words: readonly Word[]): string => words.map(({ text }) => text).join('')
