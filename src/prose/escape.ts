const plainText = /^[\x20-\x25\x27-\x3b\x3d\x3f-\x7e\n\t]*$/u

/** Text as it is kept: NFC, without zero-width spaces, byte order marks and control characters; halves of characters are U+FFFD. */
export const clean = (text: string): string =>
  plainText.test(text)
    ? text
    : text
        .replace(/[\p{Cc}\u200B\uFEFF]/gu, (found) => (found === '\n' || found === '\t' || found === '\r' ? found : ''))
        .replace(/\p{Surrogate}/gu, '\uFFFD')
        .normalize('NFC')

/** Text between tags. */
export const escapeText = (text: string): string =>
  plainText.test(text) ? text : text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;')

/** Text of an attribute in double quotes. */
export const escapeAttribute = (text: string): string => text.replace(/&/gu, '&amp;').replace(/"/gu, '&quot;')
