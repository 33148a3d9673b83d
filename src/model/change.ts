import type { Failure } from './failure.ts'
import type { Finding } from './finding.ts'
import type { Resource } from './resource.ts'
import type { Fields, Ref, Value } from './value.ts'

export interface Create {
  readonly verb: 'create'
  /** what is written: wanted fields and the defaults a create needs */
  readonly to: Resource
  /** what will be remembered as ours */
  readonly base: Fields
}

export interface Update {
  readonly verb: 'update'
  /** as the workspace has it now, under our key */
  readonly from: Resource
  /** the whole written value; `fields` says which of it is sent */
  readonly to: Resource
  readonly fields: readonly string[]
  readonly base: Fields
  readonly id: string
  readonly movedFrom?: string
  /** ours now, though the workspace had other values before we knew it */
  readonly takeover?: true
  /** nothing but links that led elsewhere */
  readonly links?: true
  /** what commands given by flag do beyond the fields */
  readonly commands?: readonly string[]
  /** drifted fields left alone: what we remember of them stays as it was */
  readonly drifted?: readonly string[]
}

export interface Adopt {
  readonly verb: 'adopt'
  readonly to: Resource
  readonly from: Resource
  readonly base: Fields
  readonly id: string
  readonly movedFrom?: string
  /** drifted fields left alone, as of an update */
  readonly drifted?: readonly string[]
}

export interface Delete {
  readonly verb: 'delete'
  readonly from: Resource
  readonly id: string
  /** how many other things go with it, and what they are called */
  readonly takes?: { readonly count: number; readonly plural: string }
}

export interface Forget {
  readonly verb: 'forget'
  readonly ref: Ref
}

/** One step of a plan. */
export type Change = Create | Update | Adopt | Delete | Forget

/** What is not changed and has to be said all the same. */
export interface Beside {
  readonly why: 'drift' | 'orphan' | 'conflict' | 'blocked' | 'unmanaged'
  readonly kind: string
  readonly key: string
  readonly id?: string
  readonly fields?: readonly { readonly name: string; readonly before: Value; readonly after: Value }[]
  readonly says: string
  /** said before and nothing to decide: it does not change the exit code */
  readonly known?: true
  /** nothing to decide: in so many seconds it can be told */
  readonly wait?: number
  readonly by?: string
  readonly file?: string
  readonly line?: number
}

/** A reason not to carry a plan out, with the numbers behind it and the exact way to go on. */
export interface Refusal {
  readonly guard: string
  readonly says: string
  readonly exit: number
  readonly override?: string
  readonly numbers?: Numbers
}

/** What a guard counted: so many, of how many, against which limit (a share such as `30%`, or a number of objects). */
export interface Numbers {
  readonly count: number
  readonly of?: number
  readonly limit?: string | number
}

/** What is to be remembered without a request: values that agree already, fields that left our management. */
export interface Remember {
  readonly ref: Ref
  readonly id: string
  readonly base: Fields
  readonly seen: Fields | null
  /** the key it had before; what was sent and never answered under that key stays open */
  readonly movedFrom?: string
}

export interface Counts {
  readonly create: number
  readonly update: number
  readonly delete: number
  readonly adopt: number
  readonly forget: number
  readonly unchanged: number
  readonly conflict: number
  readonly blocked: number
  readonly drift: number
  readonly orphan: number
  readonly becomePublic: number
}

/** What would be done, as a value. Levels are carried out one after the other; the changes of one level in any order. */
export interface Plan {
  readonly levels: readonly (readonly Change[])[]
  /** articles written a second time, once the ids they link to exist */
  readonly fixes: readonly Ref[]
  readonly remember: readonly Remember[]
  readonly beside: readonly Beside[]
  readonly findings: readonly Finding[]
  readonly refusals: readonly Refusal[]
  /** what would have been refused, and by which flag or limit it is let pass */
  readonly overrides: readonly Refusal[]
  readonly counts: Counts
  /** seconds at the allowed rate */
  readonly cost: { readonly requests: number; readonly seconds: number }
}

export type Status = 'applied' | 'adopted' | 'forgotten' | 'failed' | 'not-started' | 'conflict' | 'blocked'

/** What became of one change. */
export interface Outcome {
  readonly change: Change
  readonly status: Status
  readonly id: string | null
  readonly url?: string
  readonly failure?: Failure
}

/** The kind and key a change is about. */
export function subject(change: Change): Ref {
  switch (change.verb) {
    case 'create':
    case 'update':
    case 'adopt':
      return { kind: change.to.kind, key: change.to.key }
    case 'delete':
      return { kind: change.from.kind, key: change.from.key }
    case 'forget':
      return change.ref
  }
}
