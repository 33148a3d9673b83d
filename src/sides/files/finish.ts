import type { Finding, Resource, Value } from '../../model/index.ts'
import type { Around } from './body.ts'
import { body } from './body.ts'
import type { Making, Raw } from './making.ts'
import { isDraftBody, isNames } from './making.ts'
import type { Known, Referred } from './refs.ts'
import { refer } from './refs.ts'

export interface Finished {
  readonly resource: Resource
  readonly findings: readonly Finding[]
  /** something in it led nowhere: nothing can be planned for it */
  readonly broken: boolean
  readonly mentions: readonly Resource[]
}

/** A resource with everything looked up: names are references, links and images of bodies are holes. */
export function finish(making: Making, known: Known, around: Around): Finished {
  const fields: Record<string, Value> = {}
  const findings: Finding[] = []
  const referrals: Referred[] = []
  const value = (raw: Raw): Value | undefined => {
    if (isDraftBody(raw)) {
      const done = body(raw, around)
      findings.push(...done.findings)
      return done.prose
    }
    if (!isNames(raw)) return raw
    const referred = refer(raw, known)
    referrals.push(referred)
    findings.push(...referred.findings)
    return raw.many ? referred.refs : referred.refs[0]
  }
  for (const [name, raw] of Object.entries(making.fields)) {
    const found = value(raw)
    if (found !== undefined) fields[name] = found
  }
  const { kind, key, origin, pinned } = making
  return {
    resource: { kind, key, fields, origin, ...(pinned !== undefined && { pinned }) },
    findings,
    broken: referrals.some(({ lost }) => lost) || findings.some(({ severity }) => severity === 'error'),
    mentions: referrals.flatMap(({ mentions }) => mentions),
  }
}
