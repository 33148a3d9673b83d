/** A text of others as code, on one line: no markup, mention, reference or HTML in it means anything. Not for cells of a table. */
export function code(text: string): string {
  const line = onOneLine(text)
  if (line === '') return ''
  const longest = Math.max(0, ...[...line.matchAll(/`+/gu)].map(([run]) => run.length))
  const mark = '`'.repeat(longest + 1)
  const room = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${mark}${room}${line}${room}${mark}`
}

/** The same for a cell of a table, where a bar may end code too. */
export const cell = (text: string): string => (onOneLine(text) === '' ? '' : `<code>${plain(text)}</code>`)

/** A text of others as nothing but text, on one line: every sign that could mean something is written as its number. */
export const plain = (text: string): string =>
  onOneLine(text).replace(/[!-+.:-@[-`{-~]/gu, (letter) => `&#${letter.codePointAt(0) ?? 0};`)

/** Lines as a block of code; the fence is longer than any run of its mark in them. */
export function fenced(lines: readonly string[], language: string): string {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/gu)].map(([run]) => run.length)))
  const mark = '`'.repeat(longest + 1)
  return `${mark}${language}\n${lines.join('\n')}\n${mark}`
}

const onOneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
