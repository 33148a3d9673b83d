import { z } from 'zod'

// What machines read (BEHAVIOUR, "Machine output"). Loaded by docs and tests only; the program uses the types. Other keys may stand beside these: later
// versions may add keys without a new version number.

const ref = z.object({ kind: z.string(), key: z.string() })

const value = z
  .union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    ref,
    z.array(ref),
    z.object({ parts: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])) }),
  ])
  .describe(
    'text, a flag, a reference by kind and key, a set of references, or a body: canonical HTML cut at headings, links and images',
  )

const field = z.object({ name: z.string().describe('title, or title@fr in another locale'), before: value, after: value })

const finding = z.object({
  severity: z.enum(['error', 'warning', 'note']),
  rule: z.string(),
  file: z.string(),
  line: z.int(),
  message: z.string(),
})

const place = z.object({ name: z.string(), id: z.string().nullable(), region: z.string().nullable() })
const count = z.int().nonnegative()
const verb = z.enum(['create', 'update', 'delete', 'adopt', 'forget'])
const where = { file: z.string().nullable(), line: z.int().nullable() }

const side = z.enum(['repository', 'from', 'to'])

const column = z.object({
  content: z.enum(['A', 'B', 'C']).nullable().describe('which sides hold the same: same letter, same content; null: not there'),
  is: z
    .enum(['there', 'absent', 'deleted', 'leaving', 'unclear'])
    .describe('leaving: gone from the side before, and still here; unclear: something has to be settled first'),
  changed: z.array(z.string()).describe('fields it changed by itself, that the side before it does not know'),
  behind: z.array(z.string()).describe('fields that the side before it changed since'),
  by: z.string().nullable(),
})

const promotion = z
  .object({
    columns: z.object({ repository: z.literal('repository'), from: z.string(), to: z.string() }),
    counts: z.object({ same: count, differing: count }),
    objects: z.array(
      z.object({
        kind: z.string(),
        key: z.string().describe('as in changes and beside'),
        name: z.string().describe('as the files have it; without a file, the key without the id in it'),
        title: z.string(),
        ...where,
        repository: column,
        from: column,
        to: column,
        fields: z.array(
          z
            .object({ name: z.string(), repository: value, from: value, to: value, agree: z.array(side) })
            .describe('one that differs'),
        ),
      }),
    ),
  })
  .describe('of a migration out of a workspace that files are applied to: what is not the same on all three sides')

export const planSchema = z.object({
  format: z.literal('content-sync/plan'),
  version: z.literal(1),
  id: z
    .string()
    .describe('sha256 of everything else in this document, changes by their own digests, what only a saved plan has aside'),
  createdAt: z.iso.datetime(),
  workspace: place,
  source: z.object({ commit: z.string().nullable(), dirty: z.boolean() }),
  counts: z.object({
    create: count,
    update: count,
    delete: count,
    adopt: count,
    forget: count,
    unchanged: count,
    conflict: count,
    blocked: count,
    drift: count,
    orphan: count,
    becomePublic: count,
  }),
  cost: z.object({ requests: count, seconds: z.number().nonnegative() }),
  changes: z.array(
    z.object({
      verb,
      kind: z.string(),
      key: z.string(),
      id: z.string().nullable(),
      ...where,
      level: count.describe('levels are carried out one after the other'),
      fields: z.array(field),
      expects: z
        .looseObject({ updatedAt: z.number().optional(), digest: z.string().optional() })
        .describe('what has to hold just before it is written'),
      movedFrom: z.string().optional().describe('the key it had before'),
      takeover: z.literal(true).optional(),
      links: z.literal(true).optional(),
    }),
  ),
  beside: z.array(
    z.object({
      why: z.enum(['drift', 'orphan', 'conflict', 'blocked', 'unmanaged']),
      kind: z.string(),
      key: z.string(),
      id: z.string().nullable(),
      ...where,
      says: z.string(),
      by: z.string().nullable(),
      fields: z.array(field),
    }),
  ),
  findings: z.array(finding),
  refusals: z.array(
    z.object({
      guard: z.string(),
      says: z.string(),
      exit: z.int(),
      override: z.string().nullable().describe('the exact flag to go on with'),
    }),
  ),
  promotion: promotion.optional(),
})

const limit = z.union([z.string(), z.number()])

/** A plan that can be carried out later: the same document, with what it is held against then. */
export const savedPlanSchema = planSchema.omit({ promotion: true }).extend({
  changes: z.array(
    planSchema.shape.changes.element.extend({
      expects: planSchema.shape.changes.element.shape.expects.extend({
        likeness: z
          .string()
          .nullable()
          .describe('digest of the object as the workspace answered it; null where there is none yet'),
      }),
      proof: z.string().describe('digest of all that the change writes and remembers, as it was before anything was blotted out'),
    }),
  ),
  saved: z.object({
    memory: z
      .object({ lineage: z.string().nullable(), serial: z.string() })
      .describe('which memory it was drawn with, and its digest; lineage null: there was none yet'),
    files: z
      .object({ digest: z.string(), each: z.string() })
      .describe('digest of all that the files want; and of each resource eight characters of its own'),
    rules: z
      .object({
        prune: z.union([z.boolean(), z.literal('unpublish')]),
        drift: z.enum(['keep', 'restore']),
        limits: z.object({ deletes: limit, updates: limit }),
        allow: z.array(z.string()),
        only: z.array(z.string()),
        keepGoing: z.boolean(),
        retryBlocked: z.boolean(),
        commands: z.array(z.string()),
        locale: z.string(),
        state: z.string(),
        author: z.string(),
        map: z.record(z.string(), z.record(z.string(), z.string())),
      })
      .describe('what it was drawn with; it is carried out with the same'),
    exits: z.array(z.int()).describe('exit codes for what it leaves out'),
    seal: z.string().describe('sha256 of every byte of the file before it'),
  }),
})

export const outcomeSchema = z.object({
  format: z.literal('content-sync/outcome'),
  version: z.literal(1),
  run: z.string(),
  plan: z.string().describe('the id of the plan'),
  workspace: place,
  counts: z.object({
    applied: count,
    adopted: count,
    forgotten: count,
    failed: count,
    notStarted: count,
    conflict: count,
    blocked: count,
  }),
  requests: z.object({ total: count, reads: count, writes: count, retried: count, throttled: count }),
  seconds: z.number().nonnegative(),
  outcomes: z.array(
    z.object({
      verb,
      kind: z.string(),
      key: z.string(),
      id: z.string().nullable(),
      url: z.string().nullable(),
      status: z.enum(['applied', 'adopted', 'forgotten', 'failed', 'not-started', 'conflict', 'blocked']),
      failure: z
        .looseObject({ status: z.int(), code: z.string(), message: z.string(), requestId: z.string().nullable() })
        .nullable()
        .describe('status 0: no answer came'),
      ...where,
    }),
  ),
})

export const checkSchema = z.object({
  format: z.literal('content-sync/check'),
  version: z.literal(1),
  files: count,
  found: z.record(z.string(), count).describe('how many of each kind'),
  counts: z.object({ error: count, warning: count, note: count }),
  findings: z.array(finding),
  ignored: z.array(z.string()),
})

export const ledgerSchema = z.object({
  format: z.literal('content-sync/ledger'),
  version: z.literal(1),
  workspace: place,
  entries: z.array(z.object({ kind: z.string(), key: z.string(), id: z.string().nullable(), title: z.string() })),
})

export const historySchema = z.object({
  format: z.literal('content-sync/history'),
  version: z.literal(1),
  workspace: place,
  runs: z
    .array(
      z.object({
        id: z.string(),
        at: z.iso.datetime(),
        ended: z.iso.datetime().nullable().describe('null: it was killed on its way'),
        verb: z.enum(['apply', 'rollback', 'migrate', 'restore']),
        undoes: z.string().nullable().describe('the run it took back'),
        source: z.object({ commit: z.string().nullable(), dirty: z.boolean() }),
        counts: z.object({
          create: count,
          update: count,
          delete: count,
          adopt: count,
          forget: count,
          unheard: count.describe('nobody heard what became of them'),
          failed: count.describe('not changed, for any reason'),
        }),
        overrides: z
          .array(z.object({ guard: z.string(), says: z.string(), exit: z.int(), override: z.string().nullable() }))
          .describe('guards that would have refused it'),
        flags: z.array(z.string()),
      }),
    )
    .describe('the newest first'),
})

const fate = z.enum(['lossless', 'opaque', 'lossy'])

export const verifySchema = z.object({
  format: z.literal('content-sync/verify'),
  version: z.literal(1),
  workspace: place,
  counts: z.object({ lossless: count, opaque: count, lossy: count }).describe('how many texts, each as the worst of its blocks'),
  texts: z.array(
    z.object({
      kind: z.string(),
      key: z.string().describe('@ and the id where no file has it yet'),
      id: z.string(),
      locale: z.string(),
      title: z.string(),
      fate,
      count: count.describe('how many blocks it has'),
      blocks: z
        .array(
          z.object({
            line: z.int().describe('of the text of its file, from 1'),
            kind: z.string(),
            fate,
            says: z.string().nullable(),
          }),
        )
        .describe('those that are not lossless'),
    }),
  ),
})

const edit = z.object({
  by: z
    .object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() })
    .nullable()
    .describe('null: Intercom does not tell'),
  at: z.iso.datetime().nullable(),
  via: z.string().nullable().describe('web, api, or another word of Intercom; null: it does not tell'),
})

const drifted = z.object({
  what: z.enum(['edited', 'deleted']),
  kind: z.string(),
  key: z.string(),
  id: z.string(),
  title: z.string(),
  ...where,
  url: z.string().nullable(),
  fields: z.array(field).describe('before: as we saw it last; after: as it is now'),
  edits: z.array(edit).describe('the newest first'),
})

export const driftSchema = z.object({
  format: z.literal('content-sync/drift'),
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  workspace: place,
  counts: z.object({ edited: count, deleted: count, unchanged: count, foreign: count }),
  drift: z.array(drifted),
  foreign: z
    .array(z.object({ kind: z.string(), id: z.string(), title: z.string(), url: z.string().nullable(), edit }))
    .describe('objects in no file that nobody here made; no drift, and listed with --verbose only'),
  unread: z.array(z.object({ kind: z.string(), why: z.string() })).describe('kinds of which not all could be read'),
})

export const watchSchema = z
  .union([
    z.object({ format: z.literal('content-sync/watch'), version: z.literal(1), event: z.literal('listening'), url: z.url() }),
    drifted.extend({
      format: z.literal('content-sync/watch'),
      version: z.literal(1),
      event: z.literal('change'),
      seenAt: z.iso.datetime(),
      what: z.enum(['edited', 'deleted', 'created']).describe('created: it is in no file, and its key is @ and its id'),
    }),
  ])
  .describe('one line of the output of watch')

export type WatchDocument = z.infer<typeof watchSchema>
export type DriftDocument = z.infer<typeof driftSchema>
export type PlanDocument = z.infer<typeof planSchema>
export type SavedPlanDocument = z.infer<typeof savedPlanSchema>
export type OutcomeDocument = z.infer<typeof outcomeSchema>
export type CheckDocument = z.infer<typeof checkSchema>
export type LedgerDocument = z.infer<typeof ledgerSchema>
export type HistoryDocument = z.infer<typeof historySchema>
export type VerifyDocument = z.infer<typeof verifySchema>
