import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Change, Kind, Ref } from '../../../model/index.ts'
import { at, isRefs } from '../../../model/index.ts'
import { cut, textOf, whole, wordsIn, type Word } from '../fin/front.ts'
import { changedMeta, newMeta, type MetaWords } from '../fin/meta-text.ts'
import { toFin } from '../fin/spelling.ts'
import { idMarks } from '../fin/words.ts'
import { metaFile } from '../layout/fin-as-code.ts'
import { kindIn, type Surroundings, type Writing } from './surroundings.ts'

/** The words a `meta.yaml` says instead of the texts. */
const moved = ['collections']

/** Writings of texts as Intercom's git layout has them: its words for what is new in a text, and what holds for all locales in `meta.yaml`. */
export function asFin(writings: readonly Writing[], changes: readonly Change[], around: Surroundings): Writing[] {
  const texts = writings.map((writing) => spelled(writing, around))
  const metas = new Map<string, Writing>()
  for (const change of changes) for (const meta of metaOf(change, texts, around)) metas.set(meta.file, meta)
  return [...texts, ...metas.values()]
}

function spelled(writing: Writing, around: Surroundings): Writing {
  if (writing.of === undefined || writing.text === null) return writing
  const path = join(around.options.root, writing.file)
  const had = new Set(existsSync(path) ? wordsOf(readFileSync(path, 'utf8')).map(({ key }) => key ?? '') : [])
  const crlf = writing.text.includes('\r\n')
  const front = cut(writing.text.replaceAll('\r\n', '\n'))
  const words = toFin(wordsIn(front.words), had).filter(({ key }) => key === null || !moved.includes(key) || had.has(key))
  const text = whole({ ...front, words: textOf(words), rest: had.size === 0 ? front.rest.replace(/^\n+/u, '') : front.rest })
  return { ...writing, text: crlf ? text.replaceAll('\n', '\r\n') : text }
}

const wordsOf = (text: string): Word[] => wordsIn(cut(text.replaceAll('\r\n', '\n')).words)

function metaOf(change: Change, texts: readonly Writing[], around: Surroundings): Writing[] {
  if (change.verb === 'delete') {
    const gone = [...around.places.pages].filter(([place]) => place.slice(0, place.lastIndexOf('@')) === at(change.from))
    return gone.flatMap(([, file]) => {
      const meta = posix.join(posix.dirname(file), metaFile)
      return existsSync(join(around.options.root, meta)) ? [{ file: meta, text: null }] : []
    })
  }
  if (change.verb !== 'create' && change.verb !== 'update') return []
  const kind = kindIn(change.to, around)
  const page = texts.find(({ of }) => of !== undefined && at(of) === at(change.to)) ?? pageOf(change.to, around)
  if (kind.home.in !== 'content' || page === undefined) return []
  const file = posix.join(posix.dirname(page.file), metaFile)
  const path = join(around.options.root, file)
  const words = said(kind, change, page.file, around)
  if (!existsSync(path)) return [{ file, text: newMeta(words) }]
  const before = readFileSync(path, 'utf8')
  const crlf = before.includes('\r\n')
  const front = cut(before.replaceAll('\r\n', '\n'))
  const after = whole({ ...front, words: changedMeta(front.words, words) })
  const text = crlf ? after.replaceAll('\n', '\r\n') : after
  return text === before ? [] : [{ file, text }]
}

function pageOf(to: Ref, { places, options }: Surroundings): { file: string } | undefined {
  const file = places.pages.get(`${at(to)}@${options.locales.default}`)
  return file === undefined ? undefined : { file }
}

function said(kind: Kind, change: Extract<Change, { verb: 'create' | 'update' }>, file: string, around: Surroundings): MetaWords {
  const { to } = change
  const id = around.ids?.get(at(to))
  const mark = idMarks[kind.name]
  const own = id === undefined || mark === undefined ? {} : { id: `${mark}_${id}` }
  if (kind.oneLocale !== undefined) return { ...own, locale: posix.basename(file).replace(/\.[^.]*$/u, '') }
  const shelf = kind.home.in === 'content' ? kind.home.directories : undefined
  const field = Object.entries(kind.fields).find(([, one]) => one.is === 'refs' && one.to === shelf)?.[0]
  const refs = field === undefined || (change.verb === 'update' && !change.fields.includes(field)) ? undefined : to.fields[field]
  const collections = isRefs(refs) ? refs.map((ref) => around.places.shelves.get(at(ref)) ?? ref.key) : null
  return { ...own, collections, defaultLocale: around.options.locales.default, helpCenter: around.places.helpCenter ?? null }
}
