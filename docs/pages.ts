import { z } from 'zod'
import { schema } from '../src/commands/config/schema.ts'
import { adoptSchema } from '../src/report/adopt/schema.ts'
import {
  checkSchema,
  driftSchema,
  historySchema,
  ledgerSchema,
  outcomeSchema,
  planSchema,
  savedPlanSchema,
  verifySchema,
  watchSchema,
} from '../src/report/json/schemas.ts'
import { paritySchema } from '../src/report/parity/schema.ts'
import { kindsPage } from './kinds-page.ts'
import { verbsPage } from './verbs-page.ts'

const json = (title: string, shape: z.ZodType): string =>
  `${JSON.stringify({ title, ...z.toJSONSchema(shape, { io: 'input' }) }, null, 2)}\n`

/** Every generated page and schema, by its path from the root of the repository. */
export const pages = (): Readonly<Record<string, string>> => ({
  'docs/kinds.md': kindsPage(),
  'docs/verbs.md': verbsPage(),
  'docs/schema/config.schema.json': json('sync.config', schema),
  'docs/schema/plan.schema.json': json('content-sync/plan', planSchema),
  'docs/schema/saved-plan.schema.json': json('content-sync/plan, saved', savedPlanSchema),
  'docs/schema/outcome.schema.json': json('content-sync/outcome', outcomeSchema),
  'docs/schema/adopt.schema.json': json('content-sync/adopt', adoptSchema),
  'docs/schema/check.schema.json': json('content-sync/check', checkSchema),
  'docs/schema/drift.schema.json': json('content-sync/drift', driftSchema),
  'docs/schema/watch.schema.json': json('content-sync/watch', watchSchema),
  'docs/schema/history.schema.json': json('content-sync/history', historySchema),
  'docs/schema/ledger.schema.json': json('content-sync/ledger', ledgerSchema),
  'docs/schema/parity.schema.json': json('content-sync/parity', paritySchema),
  'docs/schema/verify.schema.json': json('content-sync/verify', verifySchema),
})
