// The 37 locales of translated_content (official API description, Preview, 2026-08-21).
const codes =
  'ar bg bs ca cs da de el en es et fi fr he hr hu id it ja ko lt lv mn nb nl pl pt ro ru sl sr sv tr vi pt-BR zh-CN zh-TW'

/** The locales Intercom knows. */
export const locales: readonly string[] = codes.split(' ')

const byLowerCase = new Map(locales.map((code) => [code.toLowerCase(), code]))

/** The locale a word names, whatever its case; undefined for a word that is none. */
export const localeOf = (word: string): string | undefined => byLowerCase.get(word.toLowerCase())
