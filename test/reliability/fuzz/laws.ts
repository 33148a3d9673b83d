import { isDeepStrictEqual } from 'node:util'
import { article } from '../../../src/kinds/article.ts'
import { snippet } from '../../../src/kinds/snippet.ts'
import type { Kind } from '../../../src/model/index.ts'
import { decode } from '../../../src/sides/files/decode.ts'
import type { Pair } from '../../../src/sides/files/located.ts'
import { pairOf } from '../../../src/sides/files/located.ts'
import { parse, type Parsed } from '../../../src/sides/files/parse.ts'
import { editPage } from '../../../src/sides/files/write/page.ts'

const nothing = { get: () => undefined, set: () => undefined }
const news = 'Zopf: "7" # no'

/** What a file of these bytes says; null for one that is no text. Throws where something is wrong with what it says. */
function read(bytes: Buffer, kind: Kind): Parsed | null {
  const text = decode(bytes)
  if ('fault' in text) {
    if (text.line < 1) throw new Error(`a fault on line ${text.line}`)
    return null
  }
  const { parsed } = parse(text.text, bytes, kind, nothing)
  // Markdown ends a line at a bare CR as well
  const lines = text.text.split(/\r\n?|\n/u).length
  for (const { line } of [...parsed.faults, ...parsed.written.notes])
    if (!(line >= 1 && line <= lines + 1)) throw new Error(`said of line ${line} of ${lines}`)
  const size = JSON.stringify(parsed).length
  if (size > 200 * bytes.length + 5_000) throw new Error(`${bytes.length} bytes became ${size}`)
  return parsed
}

/** A value without the lines it stands on. */
const unplaced = (pairs: readonly unknown[]): unknown =>
  JSON.parse(JSON.stringify(pairs, (name, value: unknown) => (name === 'line' || name === 'source' ? undefined : value)))

/** Sets the description of a file that can be read: nothing else in it may change. */
function edited(bytes: Buffer, before: Parsed, kind: Kind): void {
  const title = pairOf(before.pairs, 'title')
  if (before.faults.length > 0 || title === undefined) return
  const same = { before: '', after: '' }
  const text = editPage(bytes.toString('utf8'), { set: [{ path: ['description'], value: news }], title: same })
  const after = read(Buffer.from(text), kind)
  const said = after === null ? undefined : pairOf(after.pairs, 'description')?.value
  if (after === null || after.faults.length > 0) throw new Error(`an edit broke the file: ${JSON.stringify(text)}`)
  if (said === undefined || !('value' in said) || said.value !== news)
    throw new Error(`the edit is not there: ${JSON.stringify(text)}`)
  const others = (pairs: readonly Pair[]): unknown => unplaced(pairs.filter(({ key }) => key !== 'description'))
  if (!isDeepStrictEqual(others(after.pairs), others(before.pairs)))
    throw new Error(`the edit changed another value: ${JSON.stringify(text)}`)
  if (!isDeepStrictEqual(unplaced(after.written.parts), unplaced(before.written.parts)))
    throw new Error(`the edit changed the text: ${JSON.stringify(text)}`)
}

// how deep a reader can go depends on what called it: near that edge a text may be read once and refused the next time
const deep = (parsed: Parsed | null): boolean => parsed?.written.notes.some(({ rule }) => rule === 'prose/too-deep') === true

/** Saved by another editor it says the same. */
function otherwise(bytes: Buffer, before: Parsed): void {
  const text = bytes.toString('utf8').replace(/^\uFEFF/u, '')
  if (/\r(?!\n)/u.test(text) || deep(before)) return
  const other = read(Buffer.from(`\uFEFF${text.replaceAll(/\r?\n/gu, '\r\n')}`), article)
  if (!deep(other) && !isDeepStrictEqual(other, before))
    throw new Error('with other line ends and a byte order mark it says something else')
}

/** Reads bytes as an article, and as their size has it as a snippet, edited or saved otherwise. Throws where any of it goes wrong. */
export function hold(bytes: Buffer, turn = bytes.length % 4): void {
  if (turn === 0) {
    read(bytes, snippet)
    return
  }
  const parsed = read(bytes, article)
  if (parsed === null) return
  if (turn === 1) edited(bytes, parsed, article)
  if (turn === 2) otherwise(bytes, parsed)
}
