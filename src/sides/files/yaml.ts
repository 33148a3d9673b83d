import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Alias, Document, Node, Pair as YamlPair, Scalar, YAMLError } from 'yaml'
import type { Fault, Located, Pair } from './located.ts'

export interface Yaml {
  /** null: nothing but space and comments */
  readonly data: Located | null
  readonly faults: readonly Fault[]
}

// far above what people write, far below what a bomb needs
const mostAliases = 100

/** A YAML text as values with their lines, or the faults that keep it from being read. Never throws for any text. */
export function yaml(text: string): Yaml {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) return { data: null, faults: onePerLine(document.errors.map((error) => fault(error, lines))) }
  try {
    const root = document.contents as Node | null
    return { data: root === null ? null : reader(document, lines)(root), faults: [] }
  } catch (error) {
    if (error instanceof Unreadable) return { data: null, faults: [{ line: error.line, message: error.message }] }
    if (error instanceof RangeError) return { data: null, faults: [{ line: 1, message: 'YAML: nested too deep to be read' }] }
    throw error
  }
}

class Unreadable extends Error {
  readonly line: number
  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}

function reader(document: Document, lines: LineCounter): (node: Node) => Located {
  let aliases = 0
  const open: Node[] = []
  const lineOf = (node: Node): number => lines.linePos(node.range?.[0] ?? 0).line

  const follow = (alias: Alias): Located => {
    aliases++
    const line = lineOf(alias)
    const target = alias.resolve(document)
    if (target === undefined) throw new Unreadable(line, `YAML: *${alias.source} names an anchor that is not there`)
    if (open.includes(target)) throw new Unreadable(line, `YAML: *${alias.source} stands inside of itself, a circle`)
    if (aliases > mostAliases) throw new Unreadable(line, `YAML: more than ${mostAliases} aliases`)
    return read(target)
  }

  const pair = (item: YamlPair): Pair => {
    const key = item.key as Node
    const value = item.value as Node | null
    const line = lineOf(key)
    if (!isScalar(key)) throw new Unreadable(line, 'YAML: expected a word as key, got a list or a map')
    const name = key.source ?? String(key.value)
    return { key: name, line, value: value === null ? { line, value: null } : read(value) }
  }

  const read = (node: Node): Located => {
    const line = lineOf(node)
    if (isAlias(node)) return follow(node)
    if (isScalar(node)) return scalar(node, line)
    open.push(node)
    const inner: Located = isMap(node)
      ? { line, map: node.items.map(pair) }
      : { line, list: isSeq(node) ? node.items.map((item) => read(item as Node)) : [] }
    open.pop()
    return inner
  }
  return read
}

// a number keeps how it was written: 007, 1.10, an id longer than a number can hold
function scalar({ value, source }: Scalar, line: number): Located {
  if (value === null || typeof value === 'string') return { line, value }
  if (typeof value === 'boolean' || typeof value === 'number') return { line, value, source: source ?? String(value) }
  throw new Unreadable(line, 'YAML: expected text, a number, true or false')
}

// words of our own for the mistakes people make; the parser's own for the rest
const plainWords: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'expected spaces, got a tab; indent with spaces',
  BLOCK_AS_IMPLICIT_KEY: 'got ": " inside a value; put the value in quotes',
  DUPLICATE_KEY: 'the same key is there twice; keep one of them',
  RESOURCE_EXHAUSTION: 'nested too deep to be read',
}

const fault = (error: YAMLError, lines: LineCounter): Fault => ({
  line: lines.linePos(error.pos[0]).line,
  message: `YAML: ${plainWords[error.code] ?? error.message}`,
})

function onePerLine(faults: readonly Fault[]): readonly Fault[] {
  const first = new Map<number, Fault>()
  for (const fault of faults) if (!first.has(fault.line)) first.set(fault.line, fault)
  return [...first.values()].slice(0, 5)
}
