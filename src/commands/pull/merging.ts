import type { Beside, Change, Fields, Resource, Value } from '../../model/index.ts'
import { at, subject } from '../../model/index.ts'
import type { Merge, Pulled } from '../../plan/index.ts'
import type { Merging, Writing } from '../../sides/files/index.ts'
import type { WorkspaceWorld } from '../../sides/workspace/index.ts'

/** Where a clash is shown: between markers in the file itself, or by a file beside it that holds what Intercom has. */
export type Conflicts = 'markers' | 'files'

/** What bringing both sides together needs, for the files. */
export function mergings(
  merges: ReadonlyMap<string, Merge>,
  { resources }: WorkspaceWorld,
  conflicts: Conflicts,
): ReadonlyMap<string, Merging> {
  return new Map(
    [...merges].map(([name, { fields, before, seen, ...merge }]) => [
      name,
      { fields, before, seen, said: intercom(merge, resources), beside: conflicts === 'files' },
    ]),
  )
}

/** Intercom as the markers of a clash name it: `intercom (Ana Adams, 2026-11-22)`. */
function intercom({ by, at: when }: Pick<Merge, 'by' | 'at'>, resources: readonly Resource[]): string {
  const name = resources.find(({ kind, key }) => kind === 'author' && key === `@${by ?? ''}`)?.fields['name']
  const day = when === undefined ? undefined : new Date(when * 1000).toISOString().slice(0, 10)
  const words = [name, day].filter((word): word is string => typeof word === 'string' && word !== '')
  return `intercom${words.length === 0 ? '' : ` (${words.join(', ').replace(/\s+/gu, ' ')})`}`
}

/** A pull with its merged bodies as their files say them, and with a word on each file a person has to decide. */
export function fought(pulled: Pulled, writings: readonly Writing[]): Pulled {
  const told = writings.flatMap((writing) => [...clash(writing, pulled, writings), ...entries(writing, pulled)])
  return told.length === 0 ? pulled : { ...pulled, beside: [...pulled.beside, ...told] }
}

const firstMarker = (text: string | null): number => (text ?? '').split('\n').findIndex((line) => line.startsWith('<<<<<<< ')) + 1

/** The entries of a list of settings that a person has to decide. */
const entries = ({ fought: open = [], file, text }: Writing, { changes, merges }: Pulled): Beside[] =>
  open.map(({ of, clashes }) => {
    const change = changes.find((one) => at(subject(one)) === at(of))
    const by = merges.get(at(of))?.by
    return {
      why: 'conflict',
      ...of,
      ...(change?.verb === 'update' ? { id: change.id } : {}),
      says: `${clashes === 1 ? 'a field' : `${clashes} fields`} changed in the file and in Intercom; ${between}`,
      ...(by === undefined ? {} : { by }),
      file,
      line: firstMarker(text),
    }
  })

const between = 'both versions stand between markers in the file: keep what is right, take the markers out'

function clash({ merged, file, text, of }: Writing, { changes, merges }: Pulled, writings: readonly Writing[]): Beside[] {
  if (merged === undefined || merged.clashes === 0 || of === undefined) return []
  const change = changes.find((one) => at(subject(one)) === at(of))
  const merge = merges.get(at(of))
  const by = merge?.by === undefined ? {} : { by: merge.by }
  const id = change?.verb === 'update' ? { id: change.id } : {}
  const marker = firstMarker(text)
  const twin = ({ of: other }: Writing): boolean => other !== undefined && at(other) === at(of) && other.locale === of.locale
  const beside = writings.find((other) => other.merged === undefined && twin(other))?.file
  const where =
    marker > 0
      ? between
      : `what Intercom has stands in ${beside ?? 'a file beside'}: take over what belongs into the file, then delete that one`
  const says = `the same place changed in the file and in Intercom (${merged.clashes === 1 ? 'once' : `${merged.clashes} times`}); ${where}`
  return [{ why: 'conflict', kind: of.kind, key: of.key, ...id, says, ...by, file, ...(marker > 0 ? { line: marker } : {}) }]
}

/** A change as people are shown it: a body both sides changed as it is after both, not as Intercom has it. */
export function asMerged(change: Change, writings: readonly Writing[]): Change {
  if (change.verb !== 'update') return change
  const bodies = writings.flatMap(({ merged, of }): [string, Value][] =>
    merged?.body === undefined || of === undefined || at(of) !== at(change.to)
      ? []
      : [[merged.body.name, { parts: merged.body.parts }]],
  )
  const fields: Fields = { ...change.to.fields, ...Object.fromEntries(bodies) }
  return bodies.length === 0 ? change : { ...change, to: { ...change.to, fields } }
}

/** What is remembered as ours of fields both sides changed: what Intercom has, so that the next plan shows the file's own edits alone. */
export const mergedBase = ({ fields, base }: Merge, live: Fields): Fields =>
  Object.fromEntries(
    fields.flatMap((name) => {
      const value = name in base ? base[name] : live[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
