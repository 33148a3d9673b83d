import { kinds } from '../kinds/index.ts'
import type { Kind } from '../model/index.ts'

/** One flag: `flag` is there or not, `text` takes one value, `list` may be repeated. */
export interface Option {
  readonly is: 'flag' | 'text' | 'list'
  readonly says: string
  readonly short?: string
  readonly of?: readonly string[]
  /** what stands for the value in the help */
  readonly value?: string
}

export const formats = ['pretty', 'json', 'markdown', 'html'] as const
export type Format = (typeof formats)[number]

export const allowances = ['deletes', 'updates', 'unpublish', 'duplicates', 'takeover', 'drafts', 'recreate'] as const

/** Flags every verb takes. */
export const everywhere = {
  cwd: { is: 'text', value: 'folder', says: 'run as if started in this folder' },
  config: {
    is: 'text',
    short: 'c',
    value: 'file',
    says: 'the config file; else sync.config.* here or above, up to the git root',
  },
  workspace: { is: 'text', short: 'w', value: 'name', says: "which of the config's workspaces" },
  format: { is: 'text', short: 'f', of: formats, says: 'how the result is written to stdout; markdown of plan and drift' },
  out: { is: 'text', value: 'file', says: 'write the result to this file' },
  only: { is: 'list', value: 'glob|kind', says: 'nothing outside it is compared, written or deleted' },
  prune: { is: 'flag', says: 'delete what we made and whose file is gone' },
  'keep-going': { is: 'flag', says: 'apply what is sound although some files have errors (no deletes; still exits 65)' },
  allow: { is: 'list', of: allowances, says: 'go past this guard' },
  quiet: { is: 'flag', short: 'q', says: 'no progress' },
  verbose: { is: 'flag', short: 'v', says: 'say more: whole differences, every object left alone' },
  'no-color': { is: 'flag', says: 'no colours' },
} as const satisfies Record<string, Option>

const special = {
  'detailed-exitcode': { is: 'flag', says: 'exit 2 when changes are pending' },
  'dry-run': { is: 'flag', says: 'say what would be done, and do nothing' },
  merge: { is: 'flag', says: 'what changed in the files and in Intercom is brought together in the files' },
  conflicts: {
    is: 'text',
    of: ['markers', 'files'],
    says: 'where pull --merge shows what clashes: in the file (as without it), or in a file beside',
  },
  verify: { is: 'flag', says: 'prove for each text whether Markdown can say it; writes nothing' },
  images: { is: 'text', of: ['files', 'urls'], says: 'hosted images become files (as without it), or stay addresses' },
  yes: { is: 'flag', short: 'y', says: 'do not ask' },
  'retry-blocked': { is: 'flag', says: 'try again what the service refused for reasons of its own' },
  port: { is: 'text', value: 'number', says: 'port on 127.0.0.1; 0 takes any free one' },
  host: { is: 'text', value: 'address', says: 'the address to listen on; 127.0.0.1 without it' },
  path: { is: 'text', value: 'path', says: 'where notifications are sent to; /webhooks without it' },
  data: { is: 'text', value: 'folder', says: "where it keeps its content; else the embedded sandbox's folder" },
  decisions: {
    is: 'text',
    value: 'file',
    says: 'what a person has to decide, as .yaml or .csv: ledger bind reads it, the others write it',
  },
  articles: { is: 'text', value: 'folder', says: 'where the articles are' },
  snippets: { is: 'text', value: 'folder', says: 'where the snippets are' },
  locale: { is: 'text', value: 'locale', says: 'the language of what names none' },
  layout: {
    is: 'text',
    of: ['suffix', 'directory', 'fin-as-code'],
    says: 'how files name their language: page.fr.md, fr/page.md, page/fr.md',
  },
  region: { is: 'text', of: ['us', 'eu', 'au'], says: 'where Intercom hosts the workspace; else each is asked' },
  'base-url': { is: 'text', value: 'address', says: 'instead of a region: an official API host, or http on loopback' },
  'help-center': { is: 'text', value: 'name', says: 'which help center, where there are several' },
  ledger: {
    is: 'text',
    of: ['file', 'git'],
    says: 'where what is remembered is kept: files of the branch, or a ref of the git remote',
  },
  ci: { is: 'text', of: ['github', 'gitlab', 'none'], says: 'whose workflow is written; else whose the repository is' },
  fresh: { is: 'flag', says: 'begin with an empty workspace under a new id' },
  limit: { is: 'text', value: 'n/time', says: 'requests per window: 1667/10s' },
  from: { is: 'text', value: 'workspace', says: 'the workspace content comes or came from; it is only read' },
  to: { is: 'text', value: 'workspace|layout', says: 'the workspace content goes to, or the layout of convert' },
  beside: { is: 'flag', says: 'although other files are where the new ones go; none of them is written over' },
  accept: {
    is: 'list',
    of: ['authors', 'locales', 'images', 'links', 'existing'],
    says: 'go on although these cannot be carried over as they are',
  },
  repository: {
    is: 'text',
    of: ['show', 'hide'],
    says: 'the files beside both workspaces, in the plan and in --only; without it where files are applied to the first',
  },
  parity: { is: 'flag', says: 'compare what was carried over with what it came from, by what people see; writes nothing' },
  redirects: { is: 'text', value: 'file', says: 'with --parity: where each page was and is, by locale, as CSV' },
  'write-redirects': {
    is: 'flag',
    says: "make old addresses lead to what was carried over, where they are the new help center's",
  },
  jobs: { is: 'text', value: 'file', says: 'many pairs of workspaces, as YAML; --out is a folder then' },
  parallel: { is: 'text', value: 'number', says: 'with --jobs: how many pairs at once; 4 without it' },
  faults: { is: 'text', value: 'file', says: 'a JSON list of faults, or a file that holds one' },
} as const satisfies Record<string, Option>

/** Flags of single verbs. */
export type Special = keyof typeof special
export const specials: Readonly<Record<Special, Option>> = special

/** Flags that let a command field of a kind travel along, as the kinds name them. */
export const commandFlags: Readonly<Record<string, Option>> = Object.fromEntries(
  kinds.flatMap((kind: Kind) =>
    Object.values(kind.fields).flatMap((field) =>
      field.is === 'command'
        ? [
            [
              field.flag,
              { is: 'flag', says: `when the ${field.with} of ${kind.plural} change, change everything below them too` } as const,
            ],
          ]
        : [],
    ),
  ),
)

type Table = typeof everywhere & typeof special
type Named<I extends Option['is']> = { [K in keyof Table]: Table[K]['is'] extends I ? K : never }[keyof Table]

/** What was asked for: flags by name, and the words that stand by themselves. */
export interface Given {
  flag(name: Named<'flag'>): boolean
  text(name: Named<'text'>): string | undefined
  list(name: Named<'list'>): readonly string[]
  /** words after the verb, by the name the verb gives them */
  word(name: string): string
  /** a word that may be there */
  maybe(name: string): string | undefined
  /** command flags that were given */
  readonly commands: ReadonlySet<string>
}
