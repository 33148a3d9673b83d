import { blocks, formOf } from '../../../prose/index.ts'
import { joined, placed, same } from '../merge/joined.ts'
import { isClash, pieces } from '../merge/pieces.ts'

/**
 * A Markdown body that says what `wanted` says, with every block that says the same already left as the file spells it. Line ends are `\n`.
 */
export function editBody(body: string, wanted: string): string {
  const lead = /^(?:[ \t]*\n)*/u.exec(body)?.[0] ?? ''
  if (body.trim() === '') return lead + wanted
  const mine = placed(blocks(body.slice(lead.length)), 'file')
  const theirs = wanted.trim() === '' ? [] : placed(blocks(wanted), 'wanted')
  const edited = joined(
    pieces(mine, mine, theirs, { same, apart: false }).flatMap((piece) => (isClash(piece) ? [] : piece.settled)),
  )
  // blocks may lean on each other (a list after a list, an address far below): then the text as a whole is what counts
  return lead + (formOf(edited) === formOf(wanted) ? edited : wanted)
}
