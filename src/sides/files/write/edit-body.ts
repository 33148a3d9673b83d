import { blocks, formOf } from '../../../prose/index.ts'
import { mergeBody } from '../merge/body.ts'
import { joined, placed, same } from '../merge/joined.ts'
import { isClash, pieces } from '../merge/pieces.ts'

/**
 * A Markdown body that says what `wanted` says, with every block that says the same already left as the file spells it. Line ends are `\n`.
 * `printed` is what the body says now, spelled as `wanted` is: links and images of blocks that stay are then left as they are, too.
 */
export function editBody(body: string, wanted: string, printed?: string): string {
  if (printed !== undefined) {
    const { text, clashes } = mergeBody({ file: body, printed, before: printed, seen: printed, intercom: wanted }, null)
    if (clashes === 0) return text
  }
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
