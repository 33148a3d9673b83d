import { blocks, formOf } from '../../../prose/index.ts'
import { mergeBody } from '../merge/body.ts'
import { hunks } from '../merge/hunks.ts'
import { joined, placed, same, type Placed } from '../merge/joined.ts'
import { withoutSpentNotes } from './spent-notes.ts'

/**
 * A Markdown body that says what `wanted` says, with every block that says the same already left as the file spells it. Line ends are `\n`.
 * `printed` is what the body says now, spelled as `wanted` is: links and images of blocks that stay are then left as they are, too.
 */
export function editBody(body: string, wanted: string, printed?: string): string {
  if (printed !== undefined) {
    const { text, clashes } = mergeBody({ file: body, printed, before: printed, seen: printed, intercom: wanted }, null)
    if (clashes === 0) return withoutSpentNotes(body, text)
  }
  const lead = /^(?:[ \t]*\n)*/u.exec(body)?.[0] ?? ''
  if (body.trim() === '') return lead + wanted
  const mine = placed(blocks(body.slice(lead.length)), 'file')
  const theirs = wanted.trim() === '' ? [] : placed(blocks(wanted), 'wanted')
  const edited = withoutSpentNotes(body, joined(withNotes(mine, theirs)))
  // blocks may lean on each other (a list after a list, an address far below): then the text as a whole is what counts
  return lead + (formOf(edited) === formOf(wanted) ? edited : wanted)
}

/** Blocks as wanted, in the spelling of the file where they say the same. What says nothing to a reader (comments) stays before what it stood before. */
function withNotes(mine: readonly Placed[], wanted: readonly Placed[]): Placed[] {
  const notes: Placed[][] = [[]]
  const said: Placed[] = []
  for (const block of mine) {
    if (isNote(block)) notes.at(-1)?.push(block)
    else {
      said.push(block)
      notes.push([])
    }
  }
  const found: Placed[] = []
  let next = 0
  const pass = (to: number, keep: boolean): void => {
    for (const [n, block] of said.slice(next, to).entries()) found.push(...(notes[next + n] ?? []), ...(keep ? [block] : []))
    next = to
  }
  for (const { from, to, at, until } of hunks(said, wanted, same)) {
    pass(from, true)
    pass(to, false)
    found.push(...wanted.slice(at, until))
  }
  pass(said.length, true)
  return [...found, ...(notes.at(-1) ?? [])]
}

const isNote = (block: Placed): boolean => /^\s*(?:<!--|\[)/u.test(block.text) && block.form === '[]'
