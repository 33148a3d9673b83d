import { z } from 'zod'
import { layoutNames } from '../../sides/files/layout/index.ts'

const share = z
  .string()
  .regex(/^\d+(\.\d+)?%$/u, 'expected a percentage such as "1%"')
  .describe('a percentage')

const limited = 'expected a number of objects, or a percentage such as "30%"'

const limit = z
  .union([z.int(limited).nonnegative(limited), z.string().regex(/^\d+(\.\d+)?%$/u, limited)], { error: limited })
  .describe('a number of objects, or a percentage of those we manage')

const folder = z
  .string()
  .min(1, 'expected a folder')
  .refine(
    (path) => !/^([/\\]|[A-Za-z]:)|(^|[/\\])\.\.([/\\]|$)/u.test(path),
    'expected a folder inside the repository, relative to the config',
  )

const locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/u, 'expected a locale such as "en" or "pt-BR"')

const renamed = z.record(z.string(), z.union([z.string(), z.int()]))

const workspace = z
  .strictObject({
    sandbox: z.literal(true).optional().describe('the embedded local Intercom, data in .content-sync/<name>'),
    region: z.enum(['us', 'eu', 'au']).optional().describe('where Intercom hosts the workspace; us when nothing is said'),
    baseUrl: z.string().optional().describe('instead of region: an official API host, or http on loopback'),
    id: z.string().optional().describe('the workspace id; a token of another workspace is refused'),
    author: z.string().optional().describe('e-mail address of the author of articles that name none'),
    helpCenter: z.string().optional().describe('identifier or id of the help center, where there are several'),
    map: z
      .strictObject({ authors: renamed.optional(), audiences: renamed.optional(), tags: renamed.optional() })
      .optional()
      .describe("what the files' names are called in this workspace: a name, or an id"),
  })
  .superRefine((value, context) => {
    const ways = (['sandbox', 'region', 'baseUrl'] as const).filter((way) => value[way] !== undefined)
    if (ways.length > 1) {
      context.addIssue({ code: 'custom', message: `expected one of sandbox, region or baseUrl, got ${ways.join(' and ')}` })
    }
  })

/** The config, as written. `io: 'input'` of this is the published JSON Schema. */
export const schema = z.strictObject({
  $schema: z.string().optional().describe('for editors of sync.config.json'),
  content: z
    .strictObject({ articles: folder.optional(), snippets: folder.optional() })
    .optional()
    .describe(
      'where each kind of content lives; a kind not named has no files. Without it content/articles and content/snippets, or those of intercom/ for the layout fin-as-code',
    ),
  settings: folder
    .default('config')
    .describe('the folder of folders.yaml, collections.yaml, import-sources.yaml, audiences.yaml and tags.yaml'),
  locales: z
    .strictObject({
      default: locale.default('en'),
      layout: z
        .enum(layoutNames)
        .default('suffix')
        .describe("refunds.fr.md, fr/refunds.md, or Intercom's own git layout: refunds/fr.md beside refunds/meta.yaml"),
    })
    .prefault({}),
  ids: z.literal('front-matter').optional().describe('ids in front matter bind files to objects'),
  defaults: z
    .strictObject({ state: z.enum(['draft', 'published']).default('draft') })
    .prefault({})
    .describe('what a create sends when the file is silent'),
  workspace: z.string().optional().describe('the default workspace; not needed when there is one'),
  workspaces: z
    .record(
      z.string().regex(/^(?!cache$)[A-Za-z0-9][A-Za-z0-9_-]*$/u, 'expected letters, digits, - and _, and not "cache"'),
      workspace,
    )
    .default({ sandbox: { sandbox: true } }),
  links: z.strictObject({ check: z.enum(['error', 'warn', 'off']).default('error') }).prefault({}),
  assets: z
    .strictObject({ publicUrl: z.url({ protocol: /^https$/u, error: 'expected an https URL' }).optional() })
    .prefault({})
    .describe('where Intercom can fetch local images; {commit} is the commit, the path of the file follows'),
  snippets: z
    .strictObject({ write: z.enum(['markdown', 'blocks']).default('markdown') })
    .prefault({})
    .describe('how the text of a snippet is sent: body_markdown, or json_blocks, which Intercom does not document further'),
  pull: z
    .strictObject({
      lossy: z
        .enum(['text', 'metadata'])
        .default('text')
        .describe(
          'a text Markdown does not say whole comes without the rest, or stays in Intercom: its file has front matter alone',
        ),
    })
    .prefault({}),
  prune: z
    .union([z.boolean(), z.literal('unpublish')], { error: 'expected true, false or "unpublish"' })
    .default(false)
    .describe('true: file gone, remote gone; unpublish: the article goes to draft'),
  limits: z.strictObject({ deletes: limit.default('30%'), updates: limit.default('50%') }).prefault({}),
  drift: z.enum(['keep', 'restore']).default('keep').describe('what happens to edits made in Intercom'),
  pace: z
    .strictObject({ leave: share.default('1%'), mode: z.enum(['paced', 'burst']).default('paced') })
    .prefault({})
    .describe('the share of the request budget never used, and how the rest is spread'),
  watch: z
    .strictObject({
      run: z
        .string()
        .min(1)
        .optional()
        .describe('a command for the shell, run after changes; what changed is in its environment'),
      wait: z.number().nonnegative().default(10).describe('seconds without another change before it is run'),
    })
    .prefault({})
    .describe('what watch does about changes'),
  ledger: z
    .enum(['file', 'git'])
    .default('file')
    .describe("where what is remembered is kept: file, committed with the branch; git, under a ref of the repository's remote"),
})

/** A config as people write it. */
export type Config = z.input<typeof schema>
/** A config with every default in place. */
export type Settled = z.output<typeof schema> & { readonly content: NonNullable<z.output<typeof schema>['content']> }
/** One workspace of a config. */
export type Workspace = Settled['workspaces'][string]
