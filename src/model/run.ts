import type { Change, Outcome, Refusal, Status } from './change.ts'
import type { Entry, Recorded } from './ledger.ts'
import type { Fields } from './value.ts'

/** What a run was, told before its first request. */
export interface Run {
  readonly id: string
  /** when it began to write, ISO 8601 */
  readonly at: string
  readonly verb: 'apply' | 'rollback' | 'migrate' | 'restore'
  /** the id of the workspace */
  readonly workspace: string
  /** the id of the plan it carried out */
  readonly plan: string
  readonly source: { readonly commit: string | null; readonly dirty: boolean }
  /** guards that would have refused it and were let go */
  readonly overrides: readonly Refusal[]
  /** what was asked for beside the config: `--prune`, `--allow deletes` */
  readonly flags: readonly string[]
  /** the id of the run it takes back */
  readonly undoes?: string
}

/** One change of a run, and how things were before it. */
export interface Step<R = Fields | Recorded> {
  readonly verb: Change['verb']
  readonly kind: string
  readonly key: string
  /** the key it had before */
  readonly was?: string
  /** only mentioned by others: made when it was missing, never remembered */
  readonly mention?: true
  /** null: it had none yet */
  readonly id: string | null
  /** as the workspace answered before, each anchor with the heading it led to; null: it was not there */
  readonly image: R | null
  /** what was remembered of it before; null: nothing */
  readonly before: Entry | null
  /** what was to be remembered as ours */
  readonly base: R | null
  /** what was to be sent of it */
  readonly fields?: readonly string[]
  /** what somebody had edited in it before */
  readonly drifted?: readonly string[]
}

/** What became of a step. */
export interface Done {
  readonly status: Status
  readonly id: string | null
  /** it failed, and some of it may be there all the same */
  readonly open?: true
  /** what the run left in the memory; null where it left nothing */
  readonly base: Recorded | null
  readonly seen: Recorded | null
}

/** A step of a run that is over. `done` null: nobody heard what became of it. */
export interface PastStep extends Step<Recorded> {
  readonly done: Done | null
}

/** A run as its history tells it. */
export interface Past extends Run {
  readonly steps: readonly PastStep[]
  /** ISO 8601; null: it was killed on its way */
  readonly ended: string | null
}

/** Whether a change that failed may have left something behind. */
export const isOpen = ({ status, failure }: Outcome): boolean =>
  status === 'failed' && (failure?.unknown === true || failure?.id !== undefined)

const nothing: ReadonlySet<Status> = new Set<Status>(['failed', 'not-started', 'conflict', 'blocked'])

/** Whether an outcome says that nothing was changed. */
export const isNothing = ({ status, open }: Pick<Done, 'status' | 'open'>): boolean => open !== true && nothing.has(status)
