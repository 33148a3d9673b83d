import { z } from 'zod'

const count = z.int().nonnegative()

/** What `manifest.json` of a backup says; the version is that of the layout of the folder. */
export const manifestSchema = z.strictObject({
  format: z.literal('content-sync/backup'),
  version: z.union([z.literal(1), z.literal(2)]).describe('2: with what is only read, beside the content'),
  createdAt: z.string(),
  /** of the canonical form of texts in `objects/` */
  form: z.int(),
  locale: z.string(),
  workspace: z.strictObject({ id: z.string(), name: z.string(), region: z.string() }),
  helpCenters: z.array(
    z.strictObject({
      id: z.string(),
      identifier: z.string(),
      url: z.string(),
      domain: z.string().nullable(),
      locales: z.array(z.string()),
      default: z.boolean(),
      ours: z.boolean(),
    }),
  ),
  counts: z.record(z.string(), count).describe('objects by kind'),
  beside: z.record(z.string(), count).optional().describe('what no request can write, by kind; in a folder of its own'),
  images: z.record(z.string(), z.strictObject({ file: z.string(), type: z.string(), bytes: count })),
  left: z.array(z.string()).describe('what is not in it'),
})

export type Manifest = z.infer<typeof manifestSchema>

/** One object, a line of `objects/<kind>.ndjson`. */
export const objectSchema = z.strictObject({
  kind: z.string(),
  key: z.string(),
  id: z.string().nullable().describe('null: only mentioned by others'),
  fields: z.record(z.string(), z.unknown()),
})

export type Stored = z.infer<typeof objectSchema>
