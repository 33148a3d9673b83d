import { kinds } from '../src/kinds/index.ts'
import type { Field, Kind } from '../src/model/index.ts'

/** The reference page of kinds, from what the kinds say of themselves. */
export const kindsPage = (): string =>
  [
    '# Kinds of content',
    '',
    'Generated from `src/kinds` by `npm run docs`; edit the kinds, not this page. What a file does not name is unmanaged: it is never written and never cleared.',
    "`[]`, `''` and `null` clear.",
    '',
    ...kinds.flatMap((kind) => section(kind)),
  ].join('\n')

function section(kind: Kind): string[] {
  const { api, verbs } = kind
  return [
    `## ${kind.name}`,
    '',
    kind.says,
    '',
    `- lives ${home(kind)}`,
    ...(kind.aside === true
      ? []
      : [
          `- key: ${kind.key === 'path' ? `its path${kind.oneLocale === undefined ? '' : ` and its ${kind.oneLocale}, as in \`hours@fr\``}, or \`key:\`` : `its ${kind.natural.join(' and ')}`}`,
        ]),
    ...(kind.aside === true
      ? []
      : [`- known again by its ${kind.natural.join(' and ')}${kind.caseless === true ? ', whatever the case' : ''}`]),
    `- API: \`${api.path}\`, ${verbs.length === 0 ? 'only read' : verbs.join(', ')}`,
    ...(kind.depth === undefined ? [] : [`- nested up to ${kind.depth} levels`]),
    ...(kind.mention === true ? ['- mentioned in front matter alone it is created by name, and never deleted by us'] : []),
    ...(kind.aside === true ? ['- no part of what is compared: listed by `backup` and `migrate` alone, never written'] : []),
    ...(kind.precious === true ? ['- deleted only with `--prune` and `--allow deletes`'] : []),
    ...kind.refuses.map(({ verb, status, code, says }) => `- Intercom may refuse to ${verb} it (${status} \`${code}\`): ${says}`),
    '',
    '| field | in files | takes | in Intercom | notes |',
    '|---|---|---|---|---|',
    ...Object.entries(kind.fields).map(([name, field]) => row(name, field)),
    '',
  ]
}

function home({ home, aside }: Kind): string {
  switch (home.in) {
    case 'content':
      return `in Markdown files below \`content.${home.root}\`${home.directories === undefined ? '' : `; each directory with content is a ${home.directories}`}`
    case 'settings':
      return `in \`${home.file}\` of the settings folder, a ${home.tree === true ? 'tree with `children`' : 'list'}${home.directories === undefined ? '' : `, and as directories of ${home.directories} with an optional \`_collection.yaml\``}`
    case 'nowhere':
      return aside === true ? 'in Intercom only' : 'in Intercom only; files refer to it'
  }
}

function row(name: string, field: Field): string {
  const aliases = Object.keys(field.aliases ?? {})
  const inFiles =
    field.is === 'prose'
      ? 'the text'
      : field.file === undefined
        ? '–'
        : `\`${field.file}\`${aliases.length === 0 ? '' : ` (also ${aliases.join(', ')})`}`
  const notes = [
    ...(field.required === true ? ['needed to create'] : []),
    ...(field.perLocale === true ? ['per locale'] : []),
    ...(field.fixed === true ? ['fixed once created'] : []),
    ...(field.always === true ? ['sent with every update'] : []),
    ...(field.blind === true ? ['never returned, compared with what we last wrote'] : []),
    ...(field.is === 'command' ? [`travels with ${field.with} when \`--${field.flag}\` is given`] : []),
  ]
  return `| ${name} | ${inFiles} | ${takes(field)} | \`${field.wire}\` | ${notes.join('; ')} |`
}

function takes(field: Field): string {
  switch (field.is) {
    case 'text':
      return 'text'
    case 'flag':
      return 'true or false'
    case 'prose':
      return field.as === 'html' ? 'Markdown' : 'Markdown, the smaller set'
    case 'choice':
      return field.of.join(' or ')
    case 'ref':
      return `one ${field.to}`
    case 'refs':
      return `a list, each a ${field.to}`
    case 'command':
      return 'a flag of the command line'
  }
}
