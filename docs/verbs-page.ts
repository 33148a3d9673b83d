import { exits, precedence } from '../src/commands/exits.ts'
import { everywhere, type Option } from '../src/commands/options.ts'

import { flagsOf, verbs, type Verb } from '../src/commands/verbs/index.ts'

/** The reference page of verbs, from the table the command line is built of. */
export const verbsPage = (): string =>
  [
    '# Verbs',
    '',
    'Generated from `src/commands/verbs/` by `npm run docs`. The result is written to stdout, progress and logs to stderr; the last line on stderr of a run that',
    'spoke to a workspace is `requests: R reads, W writes (route × n, …)`. An unknown verb, flag or config key is an error before any request.',
    '',
    ...verbs.flatMap((verb) => section(verb)),
    '## Flags of every verb',
    '',
    ...table(everywhere),
    '',
    '## Exit codes',
    '',
    `When several hold, the first of ${precedence.join(', ')}.`,
    '',
    '| code | means |',
    '|---|---|',
    ...Object.entries(exits).map(([code, says]) => `| ${code} | ${says} |`),
    '',
    '## Environment',
    '',
    '`INTERCOM_ACCESS_TOKEN_<WORKSPACE>` (upper case, `-` as `_`), else `INTERCOM_ACCESS_TOKEN`, is the token; `.env` beside the config is read, the real environment wins. `NO_COLOR`, `FORCE_COLOR` and `CI`',
    'are honoured: without a terminal, or with `CI`, nothing is asked and `apply` needs `--yes`.',
    '',
  ].join('\n')

function section(verb: Verb): string[] {
  const flags = flagsOf(verb)
  const usage = [
    'content-sync',
    verb.name,
    ...Object.keys(verb.words).map((word) => `<${word}>`),
    ...Object.keys(verb.more ?? {}).map((word) => `[${word}]`),
    '[flags]',
  ].join(' ')
  return [
    `## ${verb.name}`,
    '',
    `${verb.says}${verb.alias === undefined ? '' : ` Also called \`${verb.alias}\`.`} Sends writes to ${verb.writes}.`,
    '',
    '```',
    usage,
    ...verb.examples.map(([line, says]) => `${line}${' '.repeat(Math.max(2, 60 - line.length))}# ${says}`),
    '```',
    '',
    ...Object.entries(verb.words).map(([word, says]) => `- \`<${word}>\` ${says}`),
    ...Object.entries(verb.more ?? {}).map(([word, says]) => `- \`[${word}]\` ${says}`),
    ...(Object.keys({ ...verb.words, ...verb.more }).length === 0 ? [] : ['']),
    ...(Object.keys(flags).length === 0 ? [] : [...table(flags), '']),
  ]
}

const table = (flags: Readonly<Record<string, Option>>): string[] => [
  '| flag | |',
  '|---|---|',
  ...Object.entries(flags).map(([name, flag]) => {
    const value =
      flag.value === undefined ? (flag.of === undefined ? '' : ` ${flag.of.join('\\|')}`) : ` <${flag.value.replace('|', '\\|')}>`
    const short = flag.short === undefined ? '' : `, \`-${flag.short}\``
    return `| \`--${name}${value}\`${short} | ${flag.says}${flag.is === 'list' ? ' (repeatable)' : ''} |`
  }),
]
