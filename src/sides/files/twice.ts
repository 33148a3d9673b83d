import type { Finding, Kind, Resource, Value } from '../../model/index.ts'
import { fieldIn, fold, isRef, isRefs, splitField } from '../../model/index.ts'
import { wrong } from './making.ts'

/**
 * Two things readers or Intercom could not tell apart: one key, one natural name in one place, one pinned id. Named by the second. Of one name
 * there may be several where a file names its `key` itself: that is no oversight.
 */
export function twice(
  kind: Kind,
  resources: readonly Resource[],
  keyed: (resource: Resource) => boolean,
): { findings: readonly Finding[]; broken: ReadonlySet<Resource> } {
  const findings: Finding[] = []
  const broken = new Set<Resource>()
  const seen = new Map<string, Resource>()
  for (const resource of resources) {
    const told = new Set<Resource>()
    for (const { mark, says, name } of marks(kind, resource)) {
      const before = seen.get(mark)
      if (before === undefined) seen.set(mark, resource)
      else if (name === true && (keyed(before) || keyed(resource))) {
        if (keyed(before)) seen.set(mark, resource)
      } else if (before !== resource && !told.has(before)) {
        told.add(before)
        const { file, line } = resource.origin ?? { file: resource.key, line: 1 }
        findings.push({
          file,
          ...wrong(
            'files/twice',
            line,
            `${says} as ${placeOf(before)}; keep one, or tell them apart${name === true ? ' (another name, or a key: of its own)' : ''}`,
          ),
        })
        broken.add(before).add(resource)
      }
    }
  }
  return { findings, broken }
}

const placeOf = ({ origin, key }: Resource): string => (origin === undefined ? key : `${origin.file}:${origin.line}`)

function marks(kind: Kind, resource: Resource): { mark: string; says: string; name?: true }[] {
  const { key, fields, pinned } = resource
  const all: { mark: string; says: string; name?: true }[] = [
    { mark: `key ${key}`, says: `${kind.name} "${key}" has the same key` },
  ]
  if (pinned !== undefined) all.push({ mark: `id ${pinned}`, says: `id ${pinned} is the same` })
  const [first, ...rest] = kind.natural as [string, ...string[]]
  for (const name of Object.keys(fields)) {
    const [field, locale] = splitField(name)
    const value = fields[name]
    if (field !== first || typeof value !== 'string' || value === '') continue
    const own = rest.map((one) => text(fields[fieldIn(one, undefined)]))
    for (const shelf of shelves(kind, fields))
      all.push({
        mark: JSON.stringify(['name', locale, fold(value), own, shelf]),
        says: `${first} "${value}" is the same in the same place`,
        name: true,
      })
  }
  return all
}

// one place for each collection it is filed in; what is filed nowhere stands nowhere, so it cannot be in another's place
function shelves(kind: Kind, fields: Resource['fields']): string[] {
  const to = kind.home.in === 'content' ? kind.home.directories : undefined
  if (kind.home.in === 'content' && to === undefined) return []
  if (to === undefined) return ['']
  const field = Object.entries(kind.fields).find(([, one]) => one.is === 'refs' && one.to === to)?.[0]
  const refs = field === undefined ? undefined : fields[field]
  return isRefs(refs) ? refs.map(({ key }) => key) : []
}

const text = (value: Value | undefined): string => (isRef(value) ? value.key : fold(typeof value === 'string' ? value : null))
