import type { Field } from '../../model/index.ts'
import { fold, hint, plain } from '../../model/index.ts'
import type { Located, LocatedScalar } from './located.ts'
import { isList, isScalar, quoted, written } from './located.ts'
import type { Names, Raw } from './making.ts'

export type Taken = { readonly raw: Raw } | { readonly expected: string }

const got = (expected: string, located: Located): Taken => ({ expected: `expected ${expected}, got ${quoted(located)}` })

/** What a value means for a field: its raw value, or what was expected instead. */
export function take(field: Field, located: Located, file: string): Taken {
  switch (field.is) {
    case 'text':
      if (!isScalar(located)) return got('text', located)
      if (field.address && plain(written(located)) !== '' && !isAddress(plain(written(located))))
        return got('an address such as https://example.com', located)
      return { raw: plain(written(located)) }
    case 'flag':
      if (!isScalar(located) || typeof located.value !== 'boolean') return got('true or false', located)
      return { raw: located.value }
    case 'choice':
      return choice(field.of, located)
    case 'ref': {
      if (!isScalar(located)) return got(`the ${field.to} it is`, located)
      const names = namesIn([located])
      return { raw: names.length === 0 ? null : ({ to: field.to, many: false, names, file } satisfies Names) }
    }
    case 'refs': {
      const items = isList(located) ? located.list : [located]
      const odd = items.find((item) => !isScalar(item))
      if (odd !== undefined) return got(`a list of ${field.to} names`, odd)
      return { raw: { to: field.to, many: true, names: namesIn(items.filter(isScalar)), file } satisfies Names }
    }
    case 'prose':
    case 'command':
      return { expected: 'cannot be set in a file' }
  }
}

const isAddress = (text: string): boolean => /^https?:\/\//u.test(text) && URL.canParse(text)

function choice(of: readonly string[], located: Located): Taken {
  const words = of.join(' or ')
  if (!isScalar(located)) return got(words, located)
  const text = fold(written(located))
  const word = of.find((one) => one === text)
  if (word !== undefined) return { raw: word }
  return { expected: `expected ${words}, got ${quoted(located)}${hint(text, of)}` }
}

const namesIn = (scalars: readonly LocatedScalar[]): { text: string; line: number }[] =>
  scalars.map((scalar) => ({ text: plain(written(scalar)), line: scalar.line })).filter(({ text }) => text !== '')
