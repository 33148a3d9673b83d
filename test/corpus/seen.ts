/** What a reader meets in a text, in order: its words, where its links lead, the images it shows. */
export interface Seen {
  readonly words: Met[]
  readonly links: Met[]
  readonly images: (Met & { readonly alt: string })[]
}

/** One thing met, and the line of the file it stands in (0: an article has no lines). */
export interface Met {
  readonly what: string
  readonly line: number
}

// letters and digits of any script; of symbols those that say something by themselves
const word = /[\p{L}\p{N}\p{M}]+|[^\p{ASCII}\p{L}\p{N}\p{M}\p{P}\p{Z}\p{C}]/gu

// a raised digit is that digit, whether a tag raises it or a sign of its own
const lowered = (text: string): string => text.replace(/[⁰¹²³⁴-⁹]/gu, (sign) => sign.normalize('NFKC'))

/** The words of a stretch of text. */
export const wordsOf = (text: string): string[] => lowered(text.normalize('NFC')).match(word) ?? []
