import { kindOf } from '../../kinds/index.ts'
import { fold, splitField, type Change, type Create, type Delete, type Resource, type Update } from '../../model/index.ts'
import type { Look } from '../values.ts'
import { difference, flip, labelled, spoken } from './difference.ts'
import { clip, tame, type Paint } from './paint.ts'

/** The sign of each kind of change and its colour. */
export const signs = {
  create: ['green', '+'],
  update: ['yellow', '~'],
  adopt: ['cyan', '='],
  move: ['cyan', '→'],
  delete: ['red', '-'],
  forget: ['dim', '·'],
} as const

/** One change as lines: a sign, the key, the title and what it means; then what changes in each field. */
export function changeLines(change: Change, look: Look, paint: Paint): string[] {
  switch (change.verb) {
    case 'create':
      return [head('create', change.to, newly(change, paint), paint), ...(look.verbose ? every(change.to, look) : [])]
    case 'update':
      return [
        head(change.movedFrom === undefined ? 'update' : 'move', change.to, why(change, paint), paint),
        ...fields(change, look, paint),
      ]
    case 'adopt':
      return change.movedFrom === undefined
        ? [head('adopt', change.to, [`already there as ${change.id}, remembered`], paint)]
        : [head('move', change.to, [`was ${change.movedFrom}; nothing is sent`], paint)]
    case 'delete':
      return [head('delete', change.from, lost(change, paint), paint)]
    case 'forget':
      return [`  ${paint('dim', '·')} ${tame(change.ref.key)}  no longer remembered; nothing is sent`]
  }
}

/** The name people know a resource by, in quotes, where its key does not say it already. */
export function titled({ kind, key, fields }: Resource): string[] {
  const title = fields[kindOf(kind).natural[0] ?? 'title']
  return typeof title !== 'string' || letters(title) === letters(key.replace(/^.*\/(?!$)/u, ''))
    ? []
    : [`"${clip(tame(title), 60)}"`]
}

const letters = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '')

function head(sign: keyof typeof signs, resource: Resource, says: readonly string[], paint: Paint): string {
  const [colour, mark] = signs[sign]
  return [`  ${paint(colour, mark)} ${paint('bold', tame(resource.key))}`, ...titled(resource), ...says].join('  ')
}

function newly({ to }: Create, paint: Paint): string[] {
  const names = Object.keys(to.fields).map(splitField)
  const states = names.flatMap(([field, locale]) =>
    field === 'state' ? [to.fields[locale === undefined ? field : `${field}@${locale}`]] : [],
  )
  const locales = [...new Set(names.flatMap(([, locale]) => locale ?? []))]
  return [
    ...(states.includes('published') ? [loud('becomes public', paint)] : states.includes('draft') ? ['draft'] : []),
    ...(locales.length === 0 ? [] : [`also in ${locales.join(', ')}`]),
  ]
}

const why = ({ movedFrom, takeover, links, commands = [] }: Update, paint: Paint): string[] => [
  ...(movedFrom === undefined ? [] : [paint('cyan', `was ${movedFrom}`)]),
  ...(takeover === true ? [loud('takes over what is there', paint)] : []),
  ...(links === true ? ['links only'] : []),
  ...commands.map((says) => loud(says, paint)),
]

const lost = ({ from, id, takes }: Delete, paint: Paint): string[] => [
  `id ${id}`,
  ...(takes === undefined ? [] : [loud(`${takes.count} ${takes.plural} go with it`, paint)]),
  ...(flip(from.fields['state'], 'draft') === undefined ? [] : [loud('is public now', paint)]),
]

const loud = (text: string, paint: Paint): string => paint(['bold', 'yellow'], text)

const fields = ({ fields, from, to }: Update, look: Look, paint: Paint): string[] =>
  fields.flatMap((name) => difference(name, from.fields[name], to.fields[name], look, paint)).map((line) => `      ${line}`)

const every = ({ fields }: Resource, look: Look): string[] =>
  Object.entries(fields).map(([name, value]) => `      ${labelled(name)}  ${spoken(value, look.columns - 20)}`)
