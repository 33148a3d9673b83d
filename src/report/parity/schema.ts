import { z } from 'zod'

// What machines read of a comparison of two workspaces; loaded by docs and tests only. Other keys may stand beside these.

const count = z.int().nonnegative()
const place = z.object({ name: z.string(), id: z.string().nullable(), region: z.string().nullable() })
const link = z.object({
  title: z.string(),
  to: z.string().describe('the id of what holds it'),
  locale: z.string().nullable(),
  address: z.string(),
  says: z.string(),
})

export const paritySchema = z.object({
  format: z.literal('content-sync/parity'),
  version: z.literal(1),
  createdAt: z.string(),
  from: place,
  to: place,
  counts: z.array(
    z.object({
      kind: z.string(),
      from: count,
      to: count,
      alien: count.describe('those at the second end that did not come from the first'),
    }),
  ),
  compared: z.object({ texts: count, links: count, images: count }),
  skipped: z
    .array(z.object({ kind: z.string(), workspace: z.string().describe('the one that refused the list'), why: z.string() }))
    .describe('kinds that were not compared'),
  differences: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      from: z.string().nullable().describe('its id at the first end'),
      to: z.string().nullable().describe('its id at the second end; null: it is not there'),
      locale: z.string().nullable(),
      what: z
        .string()
        .describe('missing, or what differs: title, words, blocks, links, images, state, parents, tags…; or image not compared'),
      before: z.string(),
      after: z.string(),
    }),
  ),
  stale: z.array(link).describe('links that still lead to the first workspace'),
  broken: z.array(link).describe('links to a page or heading that is not there'),
})

export type ParityDocument = z.infer<typeof paritySchema>
