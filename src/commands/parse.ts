import yargs, { type Argv, type Options } from 'yargs'
import { hint, Stop } from '../model/index.ts'
import { commandFlags, everywhere, type Given, type Option } from './options.ts'
import { explained } from './usage.ts'
import { flagsOf, verbs, type Verb } from './verbs/index.ts'

/** What the command line asks for: a text to print (help, version, completions), or a verb with its flags. */
export type Asked = { readonly print: string } | { readonly verb: Verb; readonly given: Given }

/** Reads the arguments after the program's name. Throws Stop(64) for a verb, flag or value there is not, with what was probably meant. */
export async function parse(args: readonly string[], version: string, columns: number): Promise<Asked> {
  refuseUnknownVerb(args)
  refuseValuedFlag(args)
  const asked: { verb?: Verb; given?: Given } = {}
  const parser = verbsIn(yargs(), '', (verb, argv) => {
    asked.verb = verb
    asked.given = given(argv, verb)
    refuseFormat(verb, asked.given)
  })
  const shaped = parser
    .scriptName('content-sync')
    .usage('$0 <verb> [flags]\n\nIntercom content as code: Markdown in git, planned and applied to a workspace.')
    .options(shapes(everywhere))
    .completion('completion', 'Print a completion script for bash or zsh.')
    .version(version)
    .alias('help', 'h')
    .epilogue('Result on stdout, progress on stderr. docs/verbs.md lists everything, with exit codes.')
    .demandCommand(1, 'a verb is missing; content-sync --help lists them')
    .strict()
    .strictOptions()
    .locale('en')
    .wrap(Math.min(columns, 110))
    .parserConfiguration({
      'dot-notation': false,
      'camel-case-expansion': false,
      'boolean-negation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message: string | null, error: Error | undefined) => {
      throw error === undefined || error.name === 'YError' ? new Stop(64, explained(message ?? 'wrong usage', args)) : error
    })
  let print = ''
  await shaped.parseAsync([...args], {}, (error: Error | undefined | null, _argv: unknown, output: string) => {
    if (error !== undefined && error !== null) throw error
    print = output
  })
  if (asked.verb !== undefined && asked.given !== undefined && print === '') return { verb: asked.verb, given: asked.given }
  return { print: `${print}\n` }
}

const shapes = (options: Readonly<Record<string, Option>>): Record<string, Options> =>
  Object.fromEntries(Object.entries(options).map(([name, option]) => [name, shape(option)]))

function shape(option: Option): Options {
  return {
    type: option.is === 'flag' ? 'boolean' : option.is === 'list' ? 'array' : 'string',
    ...(option.is === 'list' ? { string: true } : {}),
    ...(option.is === 'flag' ? {} : { requiresArg: true }),
    ...(option.short === undefined ? {} : { alias: option.short }),
    ...(option.of === undefined ? {} : { choices: option.of }),
    describe: option.value === undefined ? option.says : `<${option.value}> ${option.says}`,
  }
}

type Chosen = (verb: Verb, argv: Readonly<Record<string, unknown>>) => void

// verbs of two words hang below their first word
function verbsIn(parser: Argv, prefix: string, chosen: Chosen): Argv {
  const groups = new Map<string, readonly Verb[]>()
  for (const verb of verbs.filter((verb) => verb.name.startsWith(prefix))) {
    const first = verb.name.slice(prefix.length).split(' ')[0]
    if (first !== undefined) groups.set(first, [...(groups.get(first) ?? []), verb])
  }
  for (const [word, group] of groups) {
    const [verb] = group
    if (verb !== undefined && verb.name === prefix + word) oneVerb(parser, word, verb, chosen)
    else
      parser.command(word, group.map((verb) => verb.says).join(' '), (inner) =>
        verbsIn(inner, `${prefix}${word} `, chosen).demandCommand(1, `${word}: expected one of ${lastWords(group).join(', ')}`),
      )
  }
  return parser
}

function oneVerb(parser: Argv, word: string, verb: Verb, chosen: Chosen): void {
  const words = Object.keys(verb.words)
  const more = Object.keys(verb.more ?? {})
  parser.command({
    command: [word, ...words.map((name) => `<${name}>`), ...more.map((name) => `[${name}]`)].join(' '),
    ...(verb.alias === undefined ? {} : { aliases: [verb.alias] }),
    describe: verb.says,
    builder: (inner: Argv) => {
      for (const name of words) inner.positional(name, { type: 'string', describe: verb.words[name], demandOption: true })
      for (const name of more) inner.positional(name, { type: 'string', describe: verb.more?.[name] })
      inner.options(shapes(flagsOf(verb)))
      for (const [line, says] of verb.examples) inner.example(line, says)
      return inner
    },
    handler: (argv: Readonly<Record<string, unknown>>) => {
      chosen(verb, argv)
    },
  })
}

function given(argv: Readonly<Record<string, unknown>>, verb: Verb): Given {
  const text = (name: string): string | undefined => {
    const value = argv[name]
    // a flag that was repeated: the last one counts, as everywhere
    const last: unknown = Array.isArray(value) ? value.at(-1) : value
    return typeof last === 'string' ? last : undefined
  }
  return {
    flag: (name) => [argv[name]].flat().includes(true),
    text,
    list: (name) => {
      const value = argv[name]
      return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
    },
    word: (name) => {
      const value = text(name)
      if (value === undefined) throw new Error(`${verb.name} has no word "${name}"`)
      return value
    },
    maybe: text,
    commands: new Set(Object.keys(commandFlags).filter((name) => argv[name] === true)),
  }
}

const firstWords = (): readonly string[] => [
  ...new Set(verbs.flatMap((verb) => [verb.name.split(' ')[0] ?? verb.name, ...(verb.alias === undefined ? [] : [verb.alias])])),
  'completion',
]
const lastWords = (group: readonly Verb[]): readonly string[] => group.map((verb) => verb.name.split(' ').slice(1).join(' '))

function refuseFormat({ name, formats: more = [] }: Verb, asked: Given): void {
  const format = asked.text('format')
  const has: readonly string[] = ['pretty', 'json', ...more]
  if (format !== undefined && !has.includes(format))
    throw new Stop(64, `--format: ${name} is written as ${has.join(', ')}, got "${format}"`)
}

// yargs would call a wrong verb an unknown argument, or not notice it beside --help
function refuseUnknownVerb(args: readonly string[]): void {
  const [first] = args
  if (first === undefined || first.startsWith('-')) return
  if (!firstWords().includes(first)) {
    throw new Stop(64, `unknown verb "${first}"${hint(first, firstWords())}: expected one of ${firstWords().join(', ')}`)
  }
}

// yargs would take --dry-run=1 for a no
function refuseValuedFlag(args: readonly string[]): void {
  const options = Object.entries({ ...everywhere, ...Object.assign({}, ...verbs.map(flagsOf)) } as Record<string, Option>)
  for (const arg of args.slice(0, args.includes('--') ? args.indexOf('--') : undefined)) {
    const [, word, value] = /^--?([a-z-]+)=(.*)$/su.exec(arg) ?? []
    const found = options.find(([name, { short }]) => name === word || short === word)
    if (found?.[1].is === 'flag' && value !== 'true' && value !== 'false')
      throw new Stop(64, `--${found[0]}: takes no value, got "${value ?? ''}"`)
  }
}
