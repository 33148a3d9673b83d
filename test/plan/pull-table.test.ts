import { describe, expect, test } from 'vitest'
import { kinds } from '../../src/kinds/index.ts'
import type { Entry, Fields, Resource, Value, World } from '../../src/model/index.ts'
import { at, isRefs } from '../../src/model/index.ts'
import { match, plan, pull, type Pulled, type Rules } from '../../src/plan/index.ts'
import { live, refs, remembered, rules, text, told, want } from './values.ts'

type Letter = 'A' | 'B' | 'C' | '-'
const letters: readonly Letter[] = ['-', 'A', 'B', 'C']

/** Three values of each field, and whether it can be missing. `object` is the article as a whole, `locale` all of its French. */
const subjects = {
  title: { of: ['Fees', 'Prices', 'Costs'], always: true },
  body: { of: [text('Seven'), text('Eight'), text('Nine')], always: false },
  state: { of: ['draft', 'published', 'scheduled'], always: false },
  collections: { of: [refs('collection', '@1'), refs('collection', '@2'), refs('collection', '@1', '@3')], always: false },
  locale: { of: [text('Sept'), text('Huit'), text('Neuf')], always: false },
  object: { of: [text('Seven'), text('Eight'), text('Nine')], always: false },
} as const satisfies Record<string, { of: readonly Value[]; always: boolean }>
type Subject = keyof typeof subjects

const field = (subject: Subject): string => (subject === 'locale' ? 'body@fr' : subject === 'object' ? 'body' : subject)

function holding(subject: Subject, letter: Letter): Fields {
  const rest: Fields = { title: 'Opening hours' }
  const value = letter === '-' ? undefined : subjects[subject].of['ABC'.indexOf(letter)]
  if (value === undefined) return rest
  return { ...rest, ...(subject === 'locale' ? { 'title@fr': 'Horaires' } : {}), [field(subject)]: value }
}

const world = (resources: readonly Resource[]): World => ({
  resources,
  findings: [],
  complete: new Set(kinds.map(({ name }) => name)),
  skipped: [],
})

interface Case {
  readonly files: World
  readonly there: World
  readonly memory: readonly Entry[]
}

/** Both sides were one at `base`; then the files came to `local`, Intercom to `remote`. */
function scene(subject: Subject, base: Letter, local: Letter, remote: Letter): Case {
  const shelves = ['1', '2', '3'].map((id) => live('collection', id, { name: `Shelf ${id}`, parent: null }))
  const is = (letter: Letter): boolean => subject !== 'object' || letter !== '-'
  return {
    files: world(is(local) ? [want('article', 'hours', holding(subject, local))] : []),
    there: world([...(is(remote) ? [live('article', '7', holding(subject, remote))] : []), ...shelves]),
    memory: is(base) ? [remembered('article', 'hours', '7', holding(subject, base))] : [],
  }
}

function pulledIn({ files, there, memory }: Case, changed: Partial<Rules>): Pulled {
  const all = { ...rules, ...changed }
  const keys = new Map([['article:@7', 'hours']])
  return pull(match(files, there, memory, kinds, all), keys, there, kinds, all)
}

const ours = (line: string): boolean => line.includes('article:hours')
const short = (lines: readonly string[]): string =>
  lines
    .filter(ours)
    .map((line) => line.replace(' article:hours', ''))
    .join(' + ') || 'nothing'

const planned = ({ files, there, memory }: Case): string => short(told(plan(files, there, memory, kinds, rules).plan))

const pulled = (all: Case, merge: boolean): string => {
  const { changes, beside, merges } = pulledIn(all, merge ? { merge: true } : {})
  const both = merges.get('article:hours')?.fields ?? []
  const verbs = told({ ...plan(all.files, all.there, all.memory, kinds, rules).plan, levels: [changes], beside })
  return short(verbs) + (both.length === 0 ? '' : ` (both: ${both.join(',')})`)
}

const cases = (subject: Subject): [base: Letter, local: Letter, remote: Letter][] => {
  const known = letters.filter((letter) => letter !== '-' || !subjects[subject].always)
  return known.flatMap((base) => known.flatMap((local) => known.map((remote): [Letter, Letter, Letter] => [base, local, remote])))
}

/** The table of the contract for a value of one piece: plan, pull, pull --merge. */
function contract(base: Letter, local: Letter, remote: Letter): readonly [plan: string, pull: string, merge: string] {
  const edited = remote !== base
  if (local === '-') return base === '-' ? ['nothing', 'nothing', 'nothing'] : ['unmanaged', 'nothing', 'nothing']
  if (local === remote) return ['nothing', 'nothing', 'nothing']
  if (local === base) return ['drift', remote === '-' ? 'drift' : 'update F', remote === '-' ? 'drift' : 'update F']
  if (!edited) return ['update F', 'nothing', 'nothing']
  return ['conflict', 'conflict', remote === '-' ? 'update  + drift (both: F)' : 'update F (both: F)']
}

describe.each(Object.keys(subjects) as Subject[])('what base, files and Intercom say of %s decides (R25)', (subject) => {
  test('the whole table', async () => {
    const lines = cases(subject).map(([base, local, remote]) => {
      const all = scene(subject, base, local, remote)
      return `${base}     ${local}      ${remote}         ${planned(all).padEnd(36)} ${pulled(all, false).padEnd(28)} ${pulled(all, true)}`.trimEnd()
    })
    const head = `base  files  Intercom  ${'plan'.padEnd(36)} ${'pull'.padEnd(28)} pull --merge`
    await expect(`${[head, ...lines].join('\n')}\n`).toMatchFileSnapshot(`goldens/three-way/${subject}.txt`)
  })
})

describe.each(['title', 'body', 'state'] as const)('%s: the table is that of the contract', (subject) => {
  test.each(cases(subject))('base %s, files %s, Intercom %s', (base, local, remote) => {
    const all = scene(subject, base, local, remote)
    expect([planned(all), pulled(all, false), pulled(all, true)]).toEqual(
      contract(base, local, remote).map((said) => said.replaceAll('F', subject)),
    )
  })
})

test.each(cases('collections'))(
  'collections, base %s, files %s, Intercom %s: what either put in is in, what either took out is out',
  (base, local, remote) => {
    const all = scene('collections', base, local, remote)
    const members = (letter: Letter): Set<string> => {
      const value = holding('collections', letter)['collections']
      return new Set((isRefs(value) ? value : []).map(at))
    }
    const [was, mine, theirs] = [members(base), members(local), members(remote)]
    if (local === '-' || base === '-') return
    const { changes, beside, merges } = pulledIn(all, { merge: true })
    expect(beside).toEqual([])
    const [change] = changes
    const now = change?.verb === 'update' ? change.to.fields['collections'] : holding('collections', local)['collections']
    const kept =
      merges.get('article:hours')?.base['collections'] ?? [...was].map((name) => ({ kind: 'collection', key: name.slice(11) }))
    const next = plan(
      world([want('article', 'hours', { title: 'Opening hours', collections: now ?? [] })]),
      all.there,
      [remembered('article', 'hours', '7', { title: 'Opening hours', collections: kept }, holding('collections', remote))],
      kinds,
      rules,
    ).plan.levels.flat()
    const [update] = next
    const after = update?.verb === 'update' ? update.to.fields['collections'] : holding('collections', remote)['collections']
    const expected = [...new Set([...was, ...mine, ...theirs])].filter((name) =>
      was.has(name) ? mine.has(name) && theirs.has(name) : true,
    )
    expect((isRefs(after) ? after : []).map(at).sort()).toEqual(expected.sort())
  },
)
