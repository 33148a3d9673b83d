import { z } from 'zod'

// What machines read of an adoption; loaded by docs and tests only. Other keys may stand beside these.

const count = z.int().nonnegative()
const object = z.object({
  id: z.string(),
  title: z.string(),
  url: z.string().nullable(),
})

export const adoptSchema = z.object({
  format: z.literal('content-sync/adopt'),
  version: z.literal(1),
  workspace: z.object({ name: z.string(), id: z.string().nullable(), region: z.string().nullable() }),
  counts: z.object({ equal: count, differs: count, renamed: count, unsure: count, new: count, foreign: count }),
  files: z.array(
    z.object({
      kind: z.string(),
      key: z.string(),
      file: z.string().nullable(),
      line: z.int().nullable(),
      title: z.string(),
      standing: z
        .enum(['equal', 'differs', 'renamed', 'unsure', 'new'])
        .describe(
          'equal: surely one, nothing differs; differs: surely one by name or id, something differs; renamed: surely one by its text or its members, under another name or in another place; unsure: a person has to say; new: nothing there has anything of it',
        ),
      fields: z.array(z.string()).describe('what differs from the first of the objects'),
      objects: z
        .array(
          object.extend({
            why: z.object({
              id: z.boolean().describe('the file names its id'),
              title: z.boolean(),
              place: z.boolean().describe('the same collection, parent or locale'),
              text: z
                .number()
                .min(0)
                .max(1)
                .nullable()
                .describe('how much of the text they have in common; null: too little to tell'),
              members: z
                .object({ count, of: count })
                .nullable()
                .describe('of a container: how many of its members the other holds'),
            }),
          }),
        )
        .describe('the one that is meant where that is sure; else all it may be, the likeliest first'),
      says: z.string().nullable().describe('why a plan leaves it out'),
    }),
  ),
  foreign: z.array(object.extend({ kind: z.string() })).describe('objects no file may be'),
  skipped: z.array(z.object({ kind: z.string(), why: z.string() })).describe('kinds that could not be listed'),
})

export type AdoptDocument = z.infer<typeof adoptSchema>
