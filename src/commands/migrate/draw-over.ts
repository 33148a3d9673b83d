import { kinds } from '../../kinds/index.ts'
import { at, type Entry, type Finding, type Ledger, type Ref, type Resource } from '../../model/index.ts'
import type { Rules } from '../../plan/index.ts'
import type { FilesWorld } from '../../sides/files/index.ts'
import type { WorkspaceWorld } from '../../sides/workspace/index.ts'
import { drawn, rulesOf, type Drawing, type Wishes } from '../draw.ts'
import type { Given } from '../options.ts'
import type { Look } from '../pull/recognised.ts'
import { decisions } from './decisions.ts'
import { homes, type Centers } from './homes.ts'
import type { Carried } from './images.ts'
import { unmarked } from './keys.ts'
import type { Wanted } from './wanted.ts'

/** Content on its way from one workspace to another. */
export interface Shipment extends Centers {
  /** what people call where it comes from */
  readonly name: string
  readonly verb: 'migrate' | 'restore'
  /** tells one origin from another in the memory */
  readonly roots: string
  readonly complete: ReadonlySet<string>
  readonly images: Carried
  /** what there is of it, said in keys; `entries` is what was remembered of it before */
  readonly all: (entries: readonly Entry[], rules: Rules) => Wanted
  readonly notes: (all: Wanted) => readonly Finding[]
}

/** Where it goes, and what is asked. */
export interface Arrival {
  readonly there: WorkspaceWorld
  readonly ledger: Ledger
  readonly wishes: Wishes
  readonly given: Given
  readonly to: string
}

/** Draws the plan that makes a workspace hold what is on its way to it. `look` is asked which images it hosts are those on their way. */
export async function drawOver(shipment: Shipment, arrival: Arrival, look: Look): Promise<Drawing> {
  const first = draw(shipment, arrival, new Map())
  const seen = await look(first.matched, arrival.ledger.images())
  return seen.size === 0 ? first : draw(shipment, arrival, seen)
}

function draw(
  shipment: Shipment,
  { there, ledger, wishes, given, to }: Arrival,
  recognised: ReadonlyMap<string, string>,
): Drawing {
  const { name, roots, images } = shipment
  const entries = ledger.entries()
  const all = shipment.all(entries, { ...rulesOf(wishes, there, ledger), defaults: {}, roots })
  const leading = homes(shipment, there)
  const moved = all.resources.map((one) => ({ ...one, fields: leading.moved(one.fields) }))
  // people know the names, not the ids in them
  const inside = (ref: Ref): boolean => wishes.only(ref) || wishes.only({ kind: ref.kind, key: unmarked(ref.key) })
  const decided = decisions(moved, {
    inside,
    homes: leading,
    from: name,
    to,
    there,
    wishes,
    accepted: new Set(given.list('accept')),
    faults: images.faults,
    before: entries.length > 0,
    named,
  })
  const want: FilesWorld = {
    resources: decided.resources,
    findings: [...decided.findings, ...shipment.notes(all)],
    complete: shipment.complete,
    skipped: [],
    images: images.local,
    ignored: [],
    parsed: 0,
    files: decided.resources.length,
    rootsDigest: roots,
  }
  return {
    ...drawn(want, there, ledger, { ...wishes, only: inside, between: { from: name, to } }, recognised),
    from: name,
    verb: shipment.verb,
    ...(images.address === undefined ? {} : { address: images.address }),
    ...(images.fresh === undefined ? {} : { fresh: images.fresh }),
  }
}

const named = (resource: Resource): string => {
  const kind = kinds.find(({ name }) => name === resource.kind)
  const name = resource.fields[kind?.natural[0] ?? '']
  return typeof name === 'string' ? name : at(resource)
}
