/** Text as it is compared: NFC, no space at the ends, null as ''. */
export const plain = (text: string | null): string => (text ?? '').normalize('NFC').trim()

/** Text as names are matched: `plain`, one space for many, no case. */
export const fold = (text: string | null): string => plain(text).replace(/\s+/gu, ' ').toLowerCase()
