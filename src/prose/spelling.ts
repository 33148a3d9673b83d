import type { Align } from './block.ts'

/** Text in the quotes of a directive's attribute. */
export const quoted = (text: string): string =>
  text.replace(/[&"\n\r\t]/gu, (sign) => (sign === '&' ? '&amp;' : sign === '"' ? '&quot;' : `&#${sign.charCodeAt(0)};`))

/** Markdown in the box that aligns it; null stays null. */
export const aligned = (align: Align, markdown: string | null): string | null =>
  markdown === null || align === 'none' ? markdown : `<div align="${align}">\n\n${markdown}\n\n</div>`

/** All lines but the first, and but empty ones, moved to the right. */
export const indented = (text: string, by: number): string => text.replace(/\n(?=[^\n])/gu, `\n${' '.repeat(by)}`)

/** Lines as a block quote. */
export const quote = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')

/** The most backticks in a row. */
export const longestTicks = (text: string): number =>
  (text.match(/`+/gu) ?? []).reduce((most, ticks) => Math.max(most, ticks.length), 0)

/** Text as a code block, in more backticks than any of its own. */
export function fenced(info: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestTicks(text) + 1))
  return `${fence}${info}\n${text}\n${fence}`
}
