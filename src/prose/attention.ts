type Kind = 'space' | 'sign' | 'word'

/** What Markdown takes a character for beside `*` and `_`. Half of a character is a word to some readers and a sign to others. */
const kindsOf = (unit: string): readonly Kind[] =>
  /\s/u.test(unit) ? ['space'] : /[\p{P}\p{S}]/u.test(unit) ? ['sign'] : /\p{Surrogate}/u.test(unit) ? ['word', 'sign'] : ['word']

const left = (before: Kind, after: Kind): boolean => after !== 'space' && (after !== 'sign' || before !== 'word')
const right = (before: Kind, after: Kind): boolean => left(after, before)

const always = (before: string, after: string, holds: (before: Kind, after: Kind) => boolean): boolean =>
  kindsOf(before).every((one) => kindsOf(after).every((other) => holds(one, other)))

/** The characters at the two ends of marked text: outside and inside of its beginning, inside and outside of its end. */
export interface Edges {
  readonly before: string
  readonly first: string
  readonly last: string
  readonly after: string
}

/** Whether `*` or `**` around a text mark it. */
export const starsMark = ({ before, first, last, after }: Edges): boolean =>
  always(before, first, left) && always(last, after, right)

/** Whether `_` around a text marks it: not in a word. */
export const underscoresMark = ({ before, first, last, after }: Edges): boolean =>
  always(before, first, (a, b) => left(a, b) && (!right(a, b) || a === 'sign')) &&
  always(last, after, (a, b) => right(a, b) && (!left(a, b) || b === 'sign'))
