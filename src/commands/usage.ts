import { hint, near } from '../model/index.ts'
import { commandFlags, everywhere, specials, type Option } from './options.ts'
import { flagsOf, verbs, type Verb } from './verbs/index.ts'

/** A complaint of the parser in our own words: which flag or word, what was expected, what was probably meant. */
export function explained(message: string, args: readonly string[]): string {
  const one = message.replace(/\s*\n\s*/gu, ' ').trim()
  const unknown = /^Unknown (?:arguments?|commands?): (.*)$/u.exec(one)?.[1]
  if (unknown !== undefined)
    return unknown
      .split(', ')
      .map((name) => unknownWord(name, args))
      .join('; ')
  const [, flag, given] = /^Invalid values: Argument: ([^,]+), Given: (.*), Choices:/u.exec(one) ?? []
  if (flag !== undefined && given !== undefined) return wrongValue(flag, given)
  const empty = /^Not enough arguments following: (.*)$/u.exec(one)?.[1]
  if (empty !== undefined) return `--${empty}: expected ${valueOf(empty)}, got nothing`
  const verb = verbIn(args)
  if (one.startsWith('Not enough non-option arguments') && verb !== undefined) {
    return `${verb.name}: expected ${Object.entries(verb.words)
      .map(([word, says]) => `<${word}> (${says})`)
      .join(' and ')}`
  }
  return one
}

const all: Readonly<Record<string, Option>> = { ...everywhere, ...specials, ...commandFlags }

const verbIn = (args: readonly string[]) =>
  verbs.find((verb) => verb.name.split(' ').every((word, index) => args[index] === word) || verb.alias === args[0])

function unknownWord(name: string, args: readonly string[]): string {
  const typed = args
    .map((arg) => arg.replace(/=.*$/su, ''))
    .find((arg) => /^-+/u.exec(arg)?.[0] !== undefined && arg.replace(/^-+/u, '') === name)
  if (typed?.startsWith('--') === true) return `unknown flag ${typed}${meant(name, verbIn(args))}`
  if (args.some((arg) => /^-[^-]/u.test(arg) && arg.includes(name)) && name.length === 1) return `unknown flag -${name}`
  const [first] = args
  const below = verbs.flatMap((verb) =>
    verb.name.startsWith(`${first ?? ''} `) ? [verb.name.split(' ').slice(1).join(' ')] : [],
  )
  if (below.length > 0 && args[1] === name) return `${first ?? ''} ${name}: expected ${below.join(' or ')}${hint(name, below)}`
  return `unexpected word "${name}"`
}

// a flag of this verb, else one of another
function meant(name: string, verb: Verb | undefined): string {
  const own = near(name, Object.keys(verb === undefined ? all : { ...everywhere, ...flagsOf(verb) }))
  if (own !== undefined) return ` (did you mean "--${own}"?)`
  const other = near(name, Object.keys(all))
  if (other === undefined) return ''
  const takers = verbs.filter((one) => other in flagsOf(one)).map((one) => one.name)
  return ` (${list(takers)} takes "--${other}")`
}

function wrongValue(flag: string, given: string): string {
  const value = given.replace(/^"(.*)"$/u, '$1')
  const of = all[flag]?.of ?? []
  return `--${flag}: expected ${list(of)}, got "${value}"${hint(value, of)}`
}

function valueOf(flag: string): string {
  const option = Object.entries(all).find(([name, { short }]) => name === flag || short === flag)?.[1]
  return option?.of === undefined ? `<${option?.value ?? 'value'}>` : list(option.of)
}

const list = (words: readonly string[]): string => words.join(', ').replace(/, (?=[^,]*$)/u, ' or ')
