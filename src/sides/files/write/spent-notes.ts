import { blocks, formOf } from '../../../prose/index.ts'

const definition = /^\s*\[\^([^\]\s]+)\]:/u

/** Markdown `after` an edit without the footnotes whose last mark the edit took away: nothing would show them, and they say what is no longer so. */
export function withoutSpentNotes(before: string, after: string): string {
  if (!after.includes('[^')) return after
  const parts = blocks(after).map(({ text }) => ({ text, label: definition.exec(text)?.[1] }))
  const marked = (text: string, label: string): boolean => text.replace(definition, '').includes(`[^${label}]`)
  const isSpent = (label: string): boolean =>
    blocks(before).some(({ text }) => marked(text, label)) && !parts.some(({ text }) => marked(text, label))
  const left = parts.flatMap(({ text, label }) => (label !== undefined && isSpent(label) ? [] : [text])).join('')
  if (left === after) return after
  const ended = `${left.trimEnd()}\n`
  return formOf(ended) === formOf(after) ? ended : after
}
