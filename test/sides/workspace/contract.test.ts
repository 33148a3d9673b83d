import { describe, expect, test } from 'vitest'
import type { Field, Fields, Kind, Names, Resource, Value } from '../../../src/model/index.ts'
import { noNames } from '../../../src/model/index.ts'
import { kinds } from '../../../src/kinds/index.ts'
import type { WorkspaceSide } from '../../../src/sides/workspace/index.ts'
import { workspace } from '../../../src/sides/workspace/index.ts'
import { startSandbox } from '../../../src/sandbox/index.ts'
import { creating, optionsFor, updating } from './bakery.ts'

/** What only a certain text will do for. */
const texts: Readonly<Record<string, readonly [string, string]>> = {
  url: ['https://bread.example.test', 'https://rolls.example.test'],
  locale: ['en', 'fr'],
  emoji: ['🥐', '🥖'],
}

/** Two values a field can be written with; null where the service decides alone. */
function samples(name: string, field: Field, targets: ReadonlyMap<string, readonly string[]>): readonly [Value, Value] | null {
  switch (field.is) {
    case 'text':
      return texts[name] ?? [`${name} one`, `${name} two`]
    case 'flag':
      return [true, false]
    case 'choice': {
      const [one, two] = field.of
      // a source that is not made by the API cannot become one
      if (one === undefined || two === undefined || field.always === true) return one === undefined ? null : [one, one]
      return [one, two]
    }
    case 'prose':
      return [{ parts: ['<p>Fresh</p>'] }, { parts: ['<p>Stale, <b>toasted</b></p>'] }]
    case 'ref':
    case 'refs': {
      const [one, two] = (targets.get(field.to) ?? []).map((key) => ({ kind: field.to, key }))
      if (one === undefined || two === undefined) throw new Error(`no ${field.to} to refer to`)
      return field.is === 'ref' ? [one, two] : [[one], [one, two]]
    }
    case 'command':
      return null
  }
}

/** Two objects of every kind that others can refer to. */
async function furnish(side: WorkspaceSide, names: Names): Promise<ReadonlyMap<string, readonly string[]>> {
  for (const name of ['one', 'two']) {
    for (const kind of ['tag', 'folder', 'collection']) await side.write(creating(kind, name, { name }), names)
  }
  const found = new Map<string, readonly string[]>()
  for (const kind of kinds) found.set(kind.name, (await side.list(kind.name)).map(({ key }) => key).sort())
  return found
}

const cleared = (field: Field): Value =>
  field.is === 'refs' ? [] : field.is === 'ref' ? null : field.is === 'prose' ? { parts: [] } : ''
const clearable = (field: Field): boolean =>
  field.required !== true &&
  field.always !== true &&
  (field.is === 'refs' || field.is === 'ref' || field.is === 'prose' || field.is === 'text')

function valuesOf(
  kind: Kind,
  targets: ReadonlyMap<string, readonly string[]>,
): readonly { name: string; field: Field; one: Value; two: Value }[] {
  return Object.entries(kind.fields).flatMap(([name, field]) => {
    const values = samples(name, field, targets)
    if (values === null) return []
    const [one, two] = values
    const translated = field.perLocale === true && field.is !== 'ref' ? [{ name: `${name}@fr`, field, one, two }] : []
    return [{ name, field, one, two }, ...translated]
  })
}

describe.each(kinds.filter(({ verbs }: Kind) => verbs.includes('update')))('$name', (kind: Kind) => {
  test('is read as it was written: made with everything, changed and cleared field by field, deleted', async () => {
    const sandbox = await startSandbox()
    try {
      const side = workspace(optionsFor(sandbox))
      const names = noNames()
      const fields = valuesOf(kind, await furnish(side, names))
      const made = await side.write(
        creating(kind.name, 'x', Object.fromEntries(fields.map(({ name, one }) => [name, one]))),
        names,
      )
      let seen = whole(made.seen)
      for (const { name, one } of fields) expect(seen.fields[name], `created ${name}`).toEqual(one)
      for (const { name, field, two } of fields) {
        if (field.fixed !== true) seen = await change(side, names, seen, { [name]: two }, name)
      }
      for (const { name, field } of fields) {
        if (clearable(field)) seen = await change(side, names, seen, { [name]: cleared(field) }, `${name} cleared`)
      }
      expect((await side.list(kind.name)).find(({ key }) => key === seen.key)).toEqual(seen)
      await side.write({ verb: 'delete', from: seen, id: made.id }, names)
      expect((await side.list(kind.name)).filter(({ key }) => key === seen.key)).toEqual([])
    } finally {
      await sandbox.close()
    }
  })
})

async function change(side: WorkspaceSide, names: Names, before: Resource, fields: Fields, why: string): Promise<Resource> {
  const seen = whole((await side.write(updating('x', before, fields), names)).seen)
  for (const [name, value] of Object.entries({ ...before.fields, ...fields }))
    expect(seen.fields[name], `${why}: ${name}`).toEqual(value)
  return seen
}

function whole(seen: Resource | null): Resource {
  if (seen === null) throw new Error('no answer')
  return seen
}
