import { createPatch } from 'diff'
import { kinds } from '../../kinds/index.ts'
import type { Wanted } from './choose.ts'
import type { Draft } from './drafts.ts'
import type { Found } from './found.ts'
import type { There } from './workspace.ts'

/** What the files to be set up hold, as they are read. */
export interface Count {
  readonly pages: number
  readonly errors: number
  readonly warnings: number
}

/** Everything an init has to say. `written`: it was done. */
export interface Told {
  readonly found: Found
  readonly wanted: Wanted
  readonly count: Count
  readonly drafts: readonly Draft[]
  /** a workspace, why the token opens none, or null: there is no token */
  readonly there: There | string | null
  /** the config's name of it */
  readonly workspace: string
  readonly written: boolean
  /** file → what it says now, for those that are kept */
  readonly now: ReadonlyMap<string, string>
}

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

const pluralOf = (kind: string): string => kinds.find(({ name }) => name === kind)?.plural ?? kind

const madeFor = (made: Found['made']): string =>
  made === null ? '' : `, made for ${made === 'fin-as-code' ? "Intercom's own git sync" : made}`

/** What was found and what becomes of it, for people. */
export function told({ found, wanted, count, drafts, there, written, now }: Told): string {
  const locales = found.locales.length === 0 ? '' : `, and ${found.locales.join(', ')} by ${wanted.layout}`
  return [
    found.articles === null
      ? 'no Markdown here yet'
      : `${plural(count.pages, 'page')} in ${wanted.articles}${madeFor(found.made)}, in ${wanted.locale}${locales}`,
    ...(count.errors + count.warnings > 0
      ? [`content-sync check has ${plural(count.errors, 'error')} and ${plural(count.warnings, 'warning')} for them`]
      : []),
    ...found.notes,
    ...workspaceLines(there, found),
    '',
    ...drafts.flatMap((draft) => lines(draft, written, now)),
    '',
  ].join('\n')
}

function workspaceLines(there: Told['there'], { locale, locales }: Found): string[] {
  if (there === null) return ['no token: the config has a sandbox, and a line for your own workspace']
  if (typeof there === 'string') return [`the token opens no workspace: ${there}`]
  const counts = Object.entries(there.counts).map(([kind, n]) =>
    n === 1 ? `1 ${kind.replace('-', ' ')}` : `${n} ${pluralOf(kind)}`,
  )
  const ours = there.helpCenters.find((center) => center.ours)
  const missing = ours === undefined ? [] : [locale, ...locales].filter((one) => !ours.locales.includes(one))
  return [
    `the token opens ${there.title} (${there.id}): ${counts.join(', ')}`,
    ...(there.helpCenters.length > 1
      ? [
          `its help centers: ${there.helpCenters.map(({ identifier, ours }) => `${identifier}${ours ? ' (this one is meant; --help-center says otherwise)' : ''}`).join(', ')}`,
        ]
      : []),
    ...(missing.length === 0
      ? []
      : [`its help center has no ${missing.join(', ')}: switch them on in Intercom, or leave such files out by .syncignore`]),
  ]
}

function lines({ file, is, text }: Draft, written: boolean, now: ReadonlyMap<string, string>): string[] {
  const there = now.get(file) ?? ''
  switch (is) {
    case 'add':
      return [`${written ? 'made ' : 'would make '} ${file}`]
    case 'more':
      return [`${written ? 'added to ' : 'would add to '} ${file}: ${text.slice(there.length).trim().split('\n').join(', ')}`]
    case 'same':
      return [`as it should be  ${file}`]
    case 'kept':
      return text === there
        ? [`kept  ${file}: there is a config already`]
        : [`kept  ${file}: it is there already, and says something else. What it lacks:`, ...difference(file, there, text)]
  }
}

const difference = (file: string, there: string, text: string): string[] =>
  createPatch(file, there, text, 'as it is', 'as it would be')
    .split('\n')
    .slice(4)
    .filter((line) => line !== '')
    .map((line) => `  ${line}`)

/** What to do next, in the order in which it is done. */
export function next({ found, count, there, workspace, wanted }: Told): string {
  const real = there !== null && typeof there !== 'string'
  const full = real && (there.counts['article'] ?? 0) > 0
  const steps: (readonly [string, string])[] = [
    ...(count.errors > 0 ? [['content-sync check', 'what is wrong in the files, with their lines'] as const] : []),
    // with nothing in files there is nothing to show a sandbox
    ...(full && found.articles === null
      ? []
      : [
          ['content-sync plan', 'what the sandbox would get; no token needed'] as const,
          ['content-sync apply', 'and content-sync sandbox to look at it'] as const,
        ]),
    ...(real
      ? full
        ? found.articles === null
          ? [[`content-sync pull -w ${workspace}`, 'the articles of the workspace become files'] as const]
          : [[`content-sync adopt -w ${workspace} --dry-run`, 'which files are which of its articles'] as const]
        : [[`content-sync plan -w ${workspace}`, 'what your workspace would get'] as const]
      : [["echo 'INTERCOM_ACCESS_TOKEN=…' >> .env", `then uncomment ${workspace} in sync.config.ts`] as const]),
    ...(wanted.host === null
      ? []
      : [['git push', `the workflow sleeps until INTERCOM_WORKSPACE=${workspace} and a token are set there`] as const]),
  ]
  const width = Math.max(...steps.map(([command]) => command.length))
  return ['next:', ...steps.map(([command, says]) => `  ${command.padEnd(width)}  ${says}`), ''].join('\n')
}
