import { kindOf } from '../../kinds/index.ts'
import { fold, isProse, splitField, subject, type Change, type Fields, type Resource } from '../../model/index.ts'
import type { Look } from '../values.ts'
import { difference, flip, spoken } from './difference.ts'
import { clip, tame, type Paint } from './paint.ts'

/** One change as lines: a sign, the key, the title and what it means; then what changes in each field. */
export function changeLines(change: Change, look: Look, paint: Paint): string[] {
  const { key } = subject(change)
  switch (change.verb) {
    case 'create':
      return [
        head('green', '+', key, change.to, newly(change.to, paint)),
        ...(look.verbose ? every(change.to.fields, look, paint) : []),
      ]
    case 'update': {
      const moved = change.movedFrom === undefined ? [] : [paint('cyan', `was ${change.movedFrom}`)]
      const says =
        change.takeover === true
          ? [paint(['bold', 'yellow'], 'takes over what is there')]
          : change.links === true
            ? ['links only']
            : []
      const below = change.fields.flatMap((name) =>
        difference(name, change.from.fields[name], change.to.fields[name], look, paint),
      )
      return [
        head('yellow', change.movedFrom === undefined ? '~' : '→', key, change.to, [...moved, ...says]),
        ...below.map((line) => `      ${line}`),
      ]
    }
    case 'adopt':
      if (change.movedFrom === undefined)
        return [head('cyan', '=', key, change.to, [`already there as ${change.id}, remembered`])]
      return [head('cyan', '→', key, change.to, [`was ${change.movedFrom}; nothing is sent`])]
    case 'delete':
      return [
        head('red', '-', key, change.from, [
          `id ${change.id}`,
          ...(hasBeenPublic(change.from) ? [paint(['bold', 'yellow'], 'is public now')] : []),
        ]),
      ]
    case 'forget':
      return [`  ${paint('dim', '·')} ${key}  gone on both sides, forgotten`]
  }
  function head(
    colour: 'green' | 'yellow' | 'cyan' | 'red',
    sign: string,
    at: string,
    resource: Resource,
    says: readonly string[],
  ): string {
    const title = titleOf(resource)
    const named = fold(title) === fold(at) ? [] : [`"${clip(tame(title), 60)}"`]
    return [`  ${paint(colour, sign)} ${paint('bold', tame(at))}`, ...named, ...says].join('  ')
  }
}

/** The name people know a resource by. */
export function titleOf({ kind, fields }: Pick<Resource, 'kind' | 'fields'>): string {
  const title = fields[kindOf(kind).natural[0] ?? 'title']
  return typeof title === 'string' ? title : ''
}

const hasBeenPublic = ({ fields }: Resource): boolean => fields['state'] === 'published'

function newly({ fields }: Resource, paint: Paint): string[] {
  const locales = [...new Set(Object.keys(fields).flatMap((name) => splitField(name)[1] ?? []))]
  const shown = Object.entries(fields).some(
    ([name, value]) => splitField(name)[0] === 'state' && flip(undefined, value) !== undefined,
  )
  const state = shown ? [paint(['bold', 'yellow'], 'becomes public')] : fields['state'] === 'draft' ? ['draft'] : []
  return [...state, ...(locales.length === 0 ? [] : [`also in ${locales.join(', ')}`])]
}

const every = (fields: Fields, look: Look, paint: Paint): string[] =>
  Object.entries(fields).map(([name, value]) =>
    isProse(value)
      ? `      ${name}  ${paint('dim', spoken(value, look.columns - 20))}`
      : `      ${name}  ${spoken(value, look.columns - 20)}`,
  )
