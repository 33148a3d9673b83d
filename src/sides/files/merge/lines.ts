import { marked } from './marked.ts'
import type { Merged } from './merging.ts'
import { isClash, pieces } from './pieces.ts'

/**
 * Three spellings of one text, with the lines in which they differ between markers. Where nothing settles what differs, that is all of it:
 * neither side may win unseen.
 */
export function markLines(file: string, before: string, intercom: string, said: string): Merged {
  if (file === intercom) return { text: file, clashes: 0 }
  const end = file.includes('\r\n') ? '\r\n' : '\n'
  const [mine, was, theirs] = [lines(file), lines(before), lines(intercom)]
  const found = pieces(mine, was, theirs, { same: (a, b) => a === b, apart: true })
  const clashes = found.filter(isClash).length
  const all = clashes > 0 ? found : [{ file: mine, before: was, intercom: theirs }]
  const text = all
    .map((piece) =>
      isClash(piece)
        ? marked(piece.file.join('\n'), piece.before.join('\n'), piece.intercom.join('\n'), said)
        : piece.settled.map((line) => `${line}\n`).join(''),
    )
    .join('')
  return { text: text.replace(/\n$/u, '').replaceAll('\n', end), clashes: Math.max(1, clashes) }
}

const lines = (text: string): string[] => text.replaceAll('\r\n', '\n').split('\n')
