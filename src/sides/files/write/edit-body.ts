import { diffArrays } from 'diff'
import { blocks, formOf } from '../../../prose/index.ts'

/** Above so many changed blocks a text is another one. */
const mostEdits = 500

/**
 * A Markdown body that says what `wanted` says, with every block that says the same already left as the file spells it. Line ends are `\n`.
 */
export function editBody(body: string, wanted: string): string {
  const lead = /^(?:[ \t]*\n)*/u.exec(body)?.[0] ?? ''
  if (body.trim() === '') return lead + wanted
  const [mine, theirs] = [blocks(body.slice(lead.length)), blocks(wanted)]
  const changes = diffArrays(mine, theirs, { comparator: (a, b) => a.form === b.form, maxEditLength: mostEdits })
  if (changes === undefined) return lead + wanted
  let [from, to] = [0, 0]
  const texts: string[] = []
  for (const { added, removed, count } of changes) {
    if (added) texts.push(...theirs.slice(to, to + count).map(({ text }) => text))
    else if (!removed) texts.push(...mine.slice(from, from + count).map(({ text }) => text))
    if (!added) from += count
    if (!removed) to += count
  }
  const edited = texts.map((text, n) => (n < texts.length - 1 ? spaced(text) : `${text.trimEnd()}\n`)).join('')
  // blocks may lean on each other (a list after a list, an address far below): then the text as a whole is what counts
  return lead + (formOf(edited) === formOf(wanted) ? edited : wanted)
}

// a block that ended the text has no empty line behind it
const spaced = (text: string): string => (/\n[ \t]*\n$/u.test(text) ? text : `${text.trimEnd()}\n\n`)
