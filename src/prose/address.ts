import { escapeAttribute } from './escape.ts'

/** Characters an address keeps when Markdown is read (CommonMark's reader encodes all others). */
const kept = /^(?:[!#$&-;=?-Z_a-z~]|%[\dA-Za-z]{2})+$/u
const unfit = /[^!#$%&-;=?-Z_a-z~\u0080-\u{10FFFF}]|[\s\p{Cc}]|%(?![\dA-Za-z]{2})/gu

/** Schemes a link of a file may have; an address with another one, or with none, needs the mark of what is kept as it is. */
const scheme = /^(?:https?|mailto|tel|sms):/iu

/** Whether an address written into a file would be taken for one of the file's own, or refused. */
export const needsMark = (address: string): boolean => !scheme.test(address)

/** The attribute that says: this is Intercom's and stays as it is. */
export const keptMark = 'data-intercom'

/** An address between the parentheses of a link. */
function target(address: string): string {
  let open = 0
  for (const sign of address) {
    open += sign === '(' ? 1 : sign === ')' ? -1 : 0
    if (open < 0) break
  }
  const closed = open === 0 ? address : address.replace(/[()]/gu, '\\$&')
  return closed.replace(/&(?=#?\w+;)/gu, '\\&')
}

/** An address as the target of a link in Markdown; null where Markdown would read another one. */
export const destination = (address: string): string | null => (kept.test(address) ? target(address) : null)

/** A file's address as the target of a link: letters of any script stay, what cannot stand there is encoded, and who looks it up decodes it. */
export const fileDestination = (address: string): string =>
  target(address.replace(/\p{Surrogate}/gu, '\uFFFD').replace(unfit, (sign) => encodeURIComponent(sign)))

/** The value of an attribute in HTML that stands in Markdown: on one line, and nothing in it that ends a cell or begins code. */
export const inlineAttribute = (text: string): string =>
  escapeAttribute(text).replace(/[\n\r\t|`<>]/gu, (sign) => `&#${sign.charCodeAt(0)};`)
