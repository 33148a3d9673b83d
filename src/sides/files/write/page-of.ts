import type { Field, Fields, ImagePart, Kind, LinkPart, Value } from '../../../model/index.ts'
import { fieldIn, isProse, splitField } from '../../../model/index.ts'
import { fateOf, toMarkdown, toSnippet, type Markdown } from '../../../prose/index.ts'
import type { Pair } from '../located.ts'
import type { YamlEdit } from './edit-yaml.ts'
import { fieldEdit, writable, type Spell } from './front-matter-edit.ts'

/** How the holes of a body are filled in a file. */
export interface Fill {
  readonly link: (part: LinkPart) => string
  readonly image: (part: ImagePart) => string
  /** what a layout does to a body that is written */
  readonly finish?: (markdown: string) => string
}

/** The fields of a resource that stand in the file of one locale; undefined: the default one. */
export const fieldsIn = (fields: Fields, locale: string | undefined): [field: string, value: Value][] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const [field, other] = splitField(name)
    return other === locale ? [[field, value] as [string, Value]] : []
  })

const isNothing = (value: Value): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** What a new file of one locale says before its text: everything there is, but the author of the default locale in another. */
export function wordsOf(kind: Kind, fields: Fields, locale: string | undefined, spell: Spell, shelved: boolean): YamlEdit[] {
  return writable(kind).flatMap(([name, field]: [string, Field]) => {
    const value = fields[fieldIn(name, locale)]
    if (value === undefined || isNothing(value)) return []
    if (locale !== undefined && (field.perLocale === undefined || same(value, fields[name]))) {
      if (field.perLocale === undefined || field.is === 'ref') return []
    }
    // where a file stands says it already
    if (shelved && kind.home.in === 'content' && field.is === 'refs' && field.to === kind.home.directories) return []
    return [fieldEdit(field, value, [], spell)]
  })
}

const same = (a: Value, b: Value | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What changes before the text of a file that is there. */
export const changedWords = (
  kind: Kind,
  fields: Fields,
  names: readonly string[],
  pairs: readonly Pair[],
  spell: Spell,
): YamlEdit[] =>
  names.flatMap((name) => {
    const field = kind.fields[splitField(name)[0]]
    const value = fields[name]
    const first = kind.natural[0] === splitField(name)[0]
    return first || field?.file === undefined || value === undefined || isProse(value)
      ? []
      : [fieldEdit(field, value, pairs, spell)]
  })

/** Whether a body is there and its Markdown is not. */
export function unsaid(kind: Kind, fields: Fields, locale: string | undefined, { markdown }: Markdown): boolean {
  const value = fields[fieldIn(kind.body ?? '', locale)]
  return isProse(value) && value.parts.length > 0 && markdown.trim() === ''
}

/** What a file says that leaves its text to Intercom. */
export const leftThere: YamlEdit = { path: ['body'], value: 'intercom' }

/** Whether a new file leaves its text to Intercom: Markdown has no room for it, or does not say all of it and nobody wants the rest alone. */
export const staysThere = (
  kind: Kind,
  fields: Fields,
  locale: string | undefined,
  body: Markdown,
  lossy: 'text' | 'metadata' | undefined,
): boolean => unsaid(kind, fields, locale, body) || (lossy === 'metadata' && fateOf(body.blocks) === 'lossy')

/** The body of a resource in one locale as Markdown, with how each block came over. */
export function bodyOf(kind: Kind, fields: Fields, locale: string | undefined, fill: Fill): Markdown {
  const body = kind.body === undefined ? undefined : kind.fields[kind.body]
  const value = fields[fieldIn(kind.body ?? '', locale)]
  if (body?.is !== 'prose' || !isProse(value)) return { markdown: '', blocks: [] }
  const written = body.as === 'html' ? toMarkdown(value.parts, fill) : toSnippet(value.parts, fill)
  return fill.finish === undefined ? written : { ...written, markdown: fill.finish(written.markdown) }
}
