import { escapeAttribute } from './escape.ts'

/** Characters an address keeps when Markdown is read (CommonMark's reader encodes all others). */
const kept = /^(?:[!#$&-;=?-Z_a-z~]|%[\dA-Za-z]{2})+$/u
const other = /[^!#$&-;=?-Z_a-z~]|%(?![\dA-Za-z]{2})/gu

/** Schemes a link of a file may have; an address with another one, or with none, needs the mark of what is kept as it is. */
const scheme = /^(?:https?|mailto|tel|sms):/iu

/** Whether an address written into a file would be taken for one of the file's own, or refused. */
export const needsMark = (address: string): boolean => !scheme.test(address)

/** The attribute that says: this is Intercom's and stays as it is. */
export const keptMark = 'data-intercom'

/** An address as the target of a link in Markdown; null where Markdown would read another one. */
export function destination(address: string): string | null {
  if (!kept.test(address)) return null
  let open = 0
  for (const sign of address) {
    open += sign === '(' ? 1 : sign === ')' ? -1 : 0
    if (open < 0) break
  }
  const closed = open === 0 ? address : address.replace(/[()]/gu, '\\$&')
  return closed.replace(/&(?=#?\w+;)/gu, '\\&')
}

/** A file's address with everything encoded that cannot stand in Markdown; who looks it up decodes it. */
export const encoded = (address: string): string =>
  kept.test(address) ? address : address.replace(/\p{Surrogate}/gu, '\uFFFD').replace(other, (sign) => encodeURIComponent(sign))

/** The value of an attribute in HTML that stands in Markdown: on one line, and nothing in it that ends a cell or begins code. */
export const inlineAttribute = (text: string): string =>
  escapeAttribute(text).replace(/[\n\r\t|`<>]/gu, (sign) => `&#${sign.charCodeAt(0)};`)
