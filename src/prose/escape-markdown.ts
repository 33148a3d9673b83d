/** What stands around a text, as far as it decides which of its characters Markdown would take for its own. */
export interface Around {
  /** in the brackets of a link or an image */
  readonly inLink: boolean
  readonly inCell: boolean
  /** a link follows at once */
  readonly beforeLink: boolean
  /** which of * _ ~ and ` stand often enough in the paragraph to pair */
  readonly pairs: ReadonlySet<string>
  /** the paragraph has `](` in its text */
  readonly brackets: boolean
  /** the paragraph has @ in its text */
  readonly mail: boolean
}

const plain = /^[^\\`*_~[\]<&!|@:.^]*$/u
const marks = /_+|[\\`*~[\]<&!|@:.^]/gu
const punctuation = /^[!-/:-@[-`{-~]/u
// what may stand before the @ of an address in <>, or goes on in what is marked
const mailbox = /^<[\w.!#$%&'*+/=?^`{|}~-]*(?:@|$)/u
const letter = /^[\p{L}\p{N}]$/u

function means(mark: string, at: number, text: string, around: Around): boolean {
  const before = text[at - 1]
  const after = text[at + mark.length]
  if (mark.startsWith('_')) return around.pairs.has('_') && !(letter.test(before ?? ' ') && letter.test(after ?? ' '))
  switch (mark) {
    case '\\':
      return after === undefined || punctuation.test(after)
    case '`':
    case '~':
      return around.pairs.has(mark)
    case '*':
      return around.pairs.has(mark) && !(before === ' ' && after === ' ')
    case '[':
      return around.inLink || around.brackets || after === '^'
    case ']':
      return around.inLink || after === '('
    case '^':
      return around.inLink && at === 0
    case '<':
      return (after !== undefined && /[a-z/!?]/iu.test(after)) || (around.mail && mailbox.test(text.slice(at)))
    case '&':
      return /^&#?\w+;/u.test(text.slice(at, at + 40))
    case '!':
      return after === '[' || (after === undefined && around.beforeLink)
    case '|':
      return around.inCell
    case ':':
      return !around.inLink && text.startsWith('//', at + 1) && /https?$/iu.test(text.slice(Math.max(0, at - 5), at))
    case '.':
      return !around.inLink && /www$/iu.test(text.slice(Math.max(0, at - 3), at))
    default:
      return !around.inLink && before !== undefined && after !== undefined && /[-.\w+]/u.test(before) && /[-\w]/u.test(after)
  }
}

/** Text that Markdown reads as that text, where it does not begin a line. */
export const escapeMarkdown = (text: string, around: Around): string =>
  plain.test(text)
    ? text
    : text.replace(marks, (mark, at: number) => (means(mark, at, text, around) ? mark.replace(/./gu, '\\$&') : mark))

// a heading, an item, a quote, a directive, a fence, an underline, the second line of a table
const opens = /^(?:#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|::|~{3}|`{3}|=+\s*$|(?=[|: ]*-)[|:-][|: -]*$)/u
const counts = /^(\d{1,9})([.)])(?=\s|$)/u

/** The same where it begins a line. */
export const escapeLineStart = (escaped: string): string =>
  opens.test(escaped) || /^\[[ xX]\]/u.test(escaped) ? `\\${escaped}` : escaped.replace(counts, '$1\\$2')

/** Whether a paragraph begins like the definition of a link or a footnote, which it would then be. */
export const defines = (paragraph: string): boolean => /^\[(?:[^[\]\\]|\\[^])*\]:/u.test(paragraph)

/** The same at the end of a heading, where `#` would close it and `{#name}` would be its anchor. */
export const escapeHeadingEnd = (escaped: string): string =>
  escaped.replace(/(^|[ \t])(#+)$/u, '$1\\$2').replace(/\{([ \t]*)#(?=[^\s{}#]+[ \t]*\}[ \t]*$)/u, '{$1\\#')
