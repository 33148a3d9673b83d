import type { Finding, Outcome, Plan, Refusal, Value } from '../model/index.ts'

/** Which workspace a report is about; null where it has not been spoken to. */
export interface Place {
  /** the config's name for it */
  readonly name: string
  readonly id: string | null
  readonly region: string | null
  /** how people can look at it without publishing: an address, or what to run */
  readonly look?: string
}

/** Which commit the files were at; null outside git. */
export interface Source {
  readonly commit: string | null
  readonly dirty: boolean
}

/** One of the three sides of a promotion, as it has one object. */
export interface Column {
  /** which sides hold the same: same letter, same content, as far as the files say it; null: it is not there */
  readonly content: 'A' | 'B' | 'C' | null
  /** `deleted`: it was there; `leaving`: gone from the side before, and still here; `unclear`: something about it has to be settled first */
  readonly is: 'there' | 'absent' | 'deleted' | 'leaving' | 'unclear'
  /** fields it changed by itself, that the side before it does not know; of the files, that were not applied yet */
  readonly changed: readonly string[]
  /** fields that the side before it changed since */
  readonly behind: readonly string[]
  /** who changed them last, where Intercom tells */
  readonly by: string | null
}

/** A field on the three sides; null: not there, or not managed by files. */
export interface ColumnsField {
  readonly name: string
  readonly repository: Value
  readonly from: Value
  readonly to: Value
  readonly agree: readonly (keyof Sides)[]
}

export interface Sides {
  readonly repository: Column
  readonly from: Column
  readonly to: Column
}

/** One object that is not the same on all three sides. */
export interface PromotionRow extends Sides {
  readonly kind: string
  /** as the plan has it */
  readonly key: string
  /** as the files have it; without a file, the key of the plan without the id in it */
  readonly name: string
  readonly title: string
  readonly file: string | null
  readonly line: number | null
  /** those that are not the same on all sides */
  readonly fields: readonly ColumnsField[]
}

/** Where the files stand while one workspace is promoted to another. */
export interface Promotion {
  /** what the config calls the workspaces */
  readonly from: string
  readonly to: string
  readonly rows: readonly PromotionRow[]
  /** objects that are the same on all three sides */
  readonly same: number
}

/** A plan and where it belongs. `createdAt` is ISO 8601. */
export interface PlanReport {
  readonly plan: Plan
  /** of a migration out of a workspace that files are applied to */
  readonly promotion?: Promotion
  readonly workspace: Place
  readonly source: Source
  readonly createdAt: string
  /** the verb that carries it out, and where what it wants comes from, where these are not apply and files */
  readonly bringing?: { readonly verb: string; readonly from: string }
  /** the id of the saved plan it is carried out from */
  readonly saved?: string
}

/** What a run sent. `routes` counts by method and path with ids as `{id}`. */
export interface Requests {
  readonly reads: number
  readonly writes: number
  readonly retried: number
  readonly throttled: number
  readonly routes: Readonly<Record<string, number>>
}

/** What became of a plan. `seconds` is what carrying it out took, reading and asking before not counted. */
export interface OutcomeReport {
  readonly run: string
  /** the id of the plan */
  readonly plan: string
  readonly workspace: Place
  readonly outcomes: readonly Outcome[]
  readonly requests: Requests
  readonly seconds: number
  /** changes that ended without a request for a reason other than an error, such as an interrupt */
  readonly interrupted: boolean
}

/** What the files alone say. */
export interface CheckReport {
  readonly files: number
  /** how many of each kind, by its plural */
  readonly found: Readonly<Record<string, number>>
  readonly findings: readonly Finding[]
  readonly ignored: readonly string[]
}

export interface LedgerRow {
  readonly kind: string
  readonly key: string
  /** null: a create that was never answered */
  readonly id: string | null
  readonly title: string
}

export interface LedgerReport {
  readonly workspace: Place
  readonly entries: readonly LedgerRow[]
}

/** A run of the past. Times are ISO 8601; `ended` null: it was killed on its way. */
export interface HistoryRow {
  readonly id: string
  readonly at: string
  readonly ended: string | null
  readonly verb: 'apply' | 'rollback' | 'migrate' | 'restore'
  /** the id of the run it took back */
  readonly undoes: string | null
  readonly source: Source
  /** `unheard`: nobody heard what became of it; `failed`: not changed for any reason */
  readonly counts: Readonly<Record<'create' | 'update' | 'delete' | 'adopt' | 'forget' | 'unheard' | 'failed', number>>
  /** guards that would have refused it */
  readonly overrides: readonly Refusal[]
  readonly flags: readonly string[]
}

export interface HistoryReport {
  readonly workspace: Place
  /** the newest first */
  readonly runs: readonly HistoryRow[]
}

/** A block that Markdown does not say whole (lossy) or carries as HTML (opaque); `line` of its text in the file, from 1. */
export interface VerifyBlock {
  readonly line: number
  /** `paragraph`, `table`, `opaque`… */
  readonly kind: string
  readonly fate: 'lossless' | 'lossy' | 'opaque'
  readonly says?: string
}

/** How a text of the workspace comes into a file and back: as the worst of its blocks. */
export interface VerifyRow {
  readonly kind: string
  /** `@` and the id where no file has it yet */
  readonly key: string
  readonly id: string
  readonly locale: string
  readonly title: string
  readonly fate: VerifyBlock['fate']
  /** how many blocks it has */
  readonly count: number
  /** those that are not lossless */
  readonly blocks: readonly VerifyBlock[]
}

export interface VerifyReport {
  readonly workspace: Place
  readonly texts: readonly VerifyRow[]
}

/** Who changed something in a workspace, when (ISO 8601) and by which way (`web`, `api`, …); null as far as Intercom does not tell. */
export interface EditRow {
  readonly by: { readonly id: string; readonly name: string | null; readonly email: string | null } | null
  readonly at: string | null
  readonly via: string | null
}

/** An object of ours that is not as we left it. */
export interface DriftRow {
  readonly what: 'edited' | 'deleted'
  readonly kind: string
  readonly key: string
  readonly id: string
  readonly title: string
  readonly file: string | null
  readonly line: number | null
  readonly url: string | null
  /** as we saw it last, and as it is now; null: not there */
  readonly fields: readonly { readonly name: string; readonly before: Value; readonly after: Value }[]
  /** the newest first; none where Intercom does not tell */
  readonly edits: readonly EditRow[]
}

/** A change that a watch saw at a moment (ISO 8601); `created`: it is in no file and nobody here made it. */
export type WatchRow = Omit<DriftRow, 'what'> & { readonly what: DriftRow['what'] | 'created'; readonly seenAt: string }

/** An object that is in no file and that nobody here made. */
export interface ForeignRow {
  readonly kind: string
  readonly id: string
  readonly title: string
  readonly url: string | null
  readonly edit: EditRow
}

/** What moved in a workspace since we last wrote. `createdAt` is ISO 8601. */
export interface DriftReport {
  readonly workspace: Place
  readonly createdAt: string
  readonly drift: readonly DriftRow[]
  readonly unchanged: number
  readonly foreign: readonly ForeignRow[]
  /** kinds of which not all could be read, and why */
  readonly unread: readonly { readonly kind: string; readonly why: string }[]
}

/** How a text is laid out. `columns` is a hint for tables and long lines. */
export interface Look {
  readonly colour: boolean
  readonly columns: number
  readonly verbose: boolean
}

/** One format: the same values, each written in full and ending with a newline. */
export interface Report {
  plan(report: PlanReport, look: Look): string
  outcome(report: OutcomeReport, look: Look): string
  check(report: CheckReport, look: Look): string
  ledger(report: LedgerReport, look: Look): string
  history(report: HistoryReport, look: Look): string
  drift(report: DriftReport, look: Look): string
  verify(report: VerifyReport, look: Look): string
}
