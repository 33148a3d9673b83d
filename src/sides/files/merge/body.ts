import { blocks, type Block } from '../../../prose/index.ts'
import { joined, placed, same, type Placed } from './joined.ts'
import { marked } from './marked.ts'
import { isClash, pieces, type Clash, type Piece } from './pieces.ts'

/** The Markdown of one body as its file has it, and as it is printed: what the file says, what it said before, what Intercom had and has. */
export interface Bodies {
  readonly file: string
  readonly printed: string
  readonly before: string
  readonly seen: string
  readonly intercom: string
}

/** A merged body, and how many places of it a person has to decide. */
export interface MergedBody {
  readonly text: string
  readonly clashes: number
}

/**
 * A body with what both sides did to it since they were one. Blocks the file alone has a say in stay as the file spells them; a block both
 * changed is merged line by line. `said` names Intercom in the markers of a clash; null: the file's words stay there.
 */
export function mergeBody(all: Bodies, said: string | null): MergedBody {
  const lead = /^(?:[ \t]*\n)*/u.exec(all.file)?.[0] ?? ''
  const file = all.file.trim() === '' ? [] : placed(blocks(all.file.slice(lead.length)), 'file')
  const before = blocksOf(all.before, 'before')
  const theirs = blocksOf(all.intercom, 'intercom')
  const intercom = all.seen === all.before ? theirs : asBefore(theirs, blocksOf(all.seen, 'seen'), before)
  let printed: readonly Placed[] | undefined
  const twin = (block: Placed): Placed => {
    printed ??= blocksOf(all.printed, 'printed')
    return printed.length === file.length ? (printed[block.n] ?? block) : block
  }
  const merged = pieces(file, before, intercom, { same, apart: false }).map((piece) =>
    isClash(piece) ? (within(piece, twin) ?? piece) : piece,
  )
  const text = lead + written(merged, said)
  const clashes = merged.filter((piece, n) => isClash(piece) && !isClash(merged[n - 1] ?? { settled: [] })).length
  if (clashes > 0 || stands(text.slice(lead.length), merged)) return { text, clashes }
  // blocks lean on each other (a list after a list): nobody knows what was meant
  return { text: lead + written([{ file, before, intercom }], said), clashes: 1 }
}

const blocksOf = (markdown: string, of: string): Placed[] => (markdown.trim() === '' ? [] : placed(blocks(markdown), of))

/** What Intercom alone rewrote when it took a text in is no edit: such a block counts as it was sent. */
function asBefore(intercom: readonly Placed[], seen: readonly Placed[], before: readonly Placed[]): readonly Placed[] {
  if (seen.length !== before.length) return intercom
  const sent = new Map(
    seen.flatMap((block, n) => {
      const other = before[n]
      return other === undefined || same(block, other) ? [] : [[block.form, other] as const]
    }),
  )
  return sent.size === 0 ? intercom : intercom.map((block) => sent.get(block.form) ?? block)
}

/** One block that both changed, merged line by line; null where they changed the same lines. */
function within({ file, before, intercom }: Clash<Placed>, twin: (block: Placed) => Placed): Piece<Placed> | null {
  const [mine] = file
  const [was, theirs] = [before[0], intercom[0]]
  if (mine === undefined || was === undefined || theirs === undefined) return null
  if (file.length > 1 || before.length > 1 || intercom.length > 1) return null
  for (const spelled of [mine, twin(mine)]) {
    const text = lines(spelled, was, theirs)
    if (text === null) continue
    const [block, ...more] = blocks(text)
    if (block !== undefined && more.length === 0) return { settled: placed([block], 'merged') }
  }
  return null
}

const linesOf = ({ text }: Block): string[] => text.trimEnd().split('\n')
/** Blocks whose lines are things of their own. */
const rows = /^\s*(?:[-*+]|\d{1,9}[.)])\s|^\s*\|/u

function lines(file: Block, before: Block, intercom: Block): string | null {
  const apart = ![file, before, intercom].every(({ text }) => rows.test(text))
  const how = { same: (a: string, b: string): boolean => a === b, apart }
  const merged = pieces(linesOf(file), linesOf(before), linesOf(intercom), how)
  const settled = merged.flatMap((piece) => (isClash(piece) ? [] : piece.settled))
  return merged.some(isClash) ? null : `${settled.join('\n')}\n`
}

/** The text of merged pieces. Clashes next to each other are one. */
function written(merged: readonly Piece<Placed>[], said: string | null): string {
  const all: Placed[] = []
  let open: Clash<Placed> | null = null
  const close = (): void => {
    if (open === null) return
    if (said === null) all.push(...open.file)
    else
      all.push(
        ...placed([{ text: marked(textOf(open.file), textOf(open.before), textOf(open.intercom), said), form: '' }], 'clash'),
      )
    open = null
  }
  for (const piece of merged) {
    if (isClash(piece)) open = open === null ? piece : both(open, piece)
    else {
      close()
      all.push(...piece.settled)
    }
  }
  close()
  return joined(all)
}

const both = (a: Clash<Placed>, b: Clash<Placed>): Clash<Placed> => ({
  file: [...a.file, ...b.file],
  before: [...a.before, ...b.before],
  intercom: [...a.intercom, ...b.intercom],
})

const textOf = (blocks: readonly Placed[]): string => joined(blocks).trimEnd()

/** Whether a text without clashes is read as the blocks it was made of. */
function stands(text: string, merged: readonly Piece<Placed>[]): boolean {
  const meant = merged.flatMap((piece) => (isClash(piece) ? [] : piece.settled))
  const found = text.trim() === '' ? [] : blocks(text)
  return found.length === meant.length && found.every((block, n) => same(block, meant[n] as Placed))
}
