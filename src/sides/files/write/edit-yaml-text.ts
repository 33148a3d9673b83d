import { isMap, isScalar, isSeq, stringify } from 'yaml'
import type { Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import type { Plain } from './plain.ts'

type Path = readonly (string | number)[]
type Item = Pair<Node, Node | null>

/** The deepest node on a path, the pair or list it stands in, and what of the path is left below it. */
interface Place {
  readonly node: Node | null
  readonly rest: Path
  readonly pair?: Item
  readonly list?: YAMLSeq
  /** inside of `{…}` or `[…]` */
  readonly flow: boolean
}

/** A text with one value set or taken out at its place; null where that cannot be said by changing a piece of the text. */
export function inPlace(text: string, root: Node | null, path: Path, value: Plain | undefined): string | null {
  const place = deepest(root, path)
  const { node, rest, pair, list } = place
  const [next, ...below] = rest
  if (value === undefined) {
    if (next !== undefined || place.flow) return null
    if (pair !== undefined) return withoutLines(text, start(pair.key), ending(text, pair))
    return list !== undefined && node !== null ? withoutLines(text, start(node), last(text, node)) : null
  }
  if (next === undefined) return pair === undefined ? null : replaced(text, pair, value, place.flow)
  const fresh = below.reduceRight<Plain>((inner, name) => (typeof name === 'number' ? [inner] : { [name]: inner }), value)
  if (node === null && pair === undefined) return appended(text, typeof next === 'number' ? [fresh] : { [next]: fresh })
  if (isMap(node) && typeof next === 'string') return inMap(text, node, { [next]: fresh })
  if (isSeq(node) && next === node.items.length) return inList(text, node, fresh)
  return null
}

function deepest(root: Node | null, path: Path): Place {
  let place: Place = { node: root, rest: path, flow: false }
  for (;;) {
    const [first, ...rest] = place.rest
    const { node } = place
    if (first === undefined || node === null) return place
    const flow = place.flow || ((isMap(node) || isSeq(node)) && node.flow === true)
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === first) as Item | undefined
      if (pair === undefined) return place
      place = { node: pair.value, rest, pair, flow }
    } else if (isSeq(node) && typeof first === 'number') {
      const item = node.items[first] as Node | undefined
      if (item === undefined) return place
      place = { node: item, rest, list: node, flow }
    } else return place
  }
}

const start = (node: Node): number => node.range?.[0] ?? 0

/** Where a node's own text ends, without the space and line ends behind it. */
function last(text: string, node: Node): number {
  let at = node.range?.[1] ?? 0
  while (at > start(node) && /\s/u.test(text[at - 1] ?? '')) at -= 1
  return at
}

const ending = (text: string, pair: Item): number =>
  pair.value === null || pair.value.range?.[0] === pair.value.range?.[1]
    ? text.indexOf(':', pair.key.range?.[1] ?? 0) + 1
    : last(text, pair.value)

const lineOf = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1
const columnOf = (text: string, at: number): number => at - lineOf(text, at)

function endOfLine(text: string, at: number): number {
  const found = text.indexOf('\n', at)
  return found < 0 ? text.length : found
}

function withoutLines(text: string, from: number, to: number): string | null {
  const line = lineOf(text, from)
  return /^\s*(?:-\s+)?$/u.test(text.slice(line, from)) ? text.slice(0, line) + text.slice(endOfLine(text, to) + 1) : null
}

const print = (value: Plain, indentSeq = true): string => stringify(value, { lineWidth: 0, indentSeq }).trimEnd()
const flat = (value: Plain): string => stringify(value, { lineWidth: 0, collectionStyle: 'flow' }).trimEnd()

const indented = (text: string, by: number): string => text.replaceAll(/\n(?=[^\n])/gu, `\n${' '.repeat(by)}`)

function replaced(text: string, pair: Item, value: Plain, flow: boolean): string | null {
  const from = start(pair.key)
  const to = ending(text, pair)
  const old = pair.value
  if (isSeq(old) && old.flow !== true && Array.isArray(value) && value.length > 0) {
    const members = listChanged(text, old, value as readonly Plain[])
    if (members !== null) return members
  }
  const name = text.slice(from, pair.key.range?.[1] ?? from)
  if (flow || (isSeq(old) && old.flow === true)) return `${text.slice(0, from)}${name}: ${flat(value)}${text.slice(to)}`
  const column = columnOf(text, from)
  const dented = isSeq(old) && columnOf(text, start(old)) - 2 < column
  const printed = isScalar(old) && typeof value === 'string' ? ` ${styled(old, value)}` : print({ a: value }, !dented).slice(2)
  return `${text.slice(0, from)}${name}:${indented(printed, column)}${text.slice(to)}`
}

/** A text in the quotes its place had before. */
function styled(old: Scalar, value: string): string {
  const type = old.type === 'QUOTE_DOUBLE' || old.type === 'QUOTE_SINGLE' ? old.type : 'PLAIN'
  return stringify(value, { lineWidth: 0, defaultStringType: type }).trimEnd()
}

/** Members that go are taken out, new ones come last; null where that does not give the wanted order. */
function listChanged(text: string, list: YAMLSeq, value: readonly Plain[]): string | null {
  const had = list.items.map((item) => (isScalar(item) ? (item.value as Plain) : undefined))
  if (had.includes(undefined)) return null
  const stay = had.filter((member) => member !== undefined && value.includes(member))
  const added = value.filter((member) => !had.includes(member))
  if (JSON.stringify([...stay, ...added]) !== JSON.stringify(value) || stay.length === 0) return null
  const column = columnOf(text, start(list))
  const lines = added.map((member) => `\n${' '.repeat(column)}- ${print(member)}`).join('')
  const end = endOfLine(text, last(text, list))
  let now = text.slice(0, end) + lines + text.slice(end)
  for (const item of [...list.items].reverse()) {
    if (!isScalar(item) || value.includes(item.value as Plain)) continue
    const without = withoutLines(now, start(item), last(text, item))
    if (without === null) return null
    now = without
  }
  return now
}

function appended(text: string, value: Plain): string {
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`
  return `${before}${print(value)}\n`
}

function after(text: string, node: Node, lines: string): string {
  const end = endOfLine(text, last(text, node))
  return `${text.slice(0, end)}\n${lines}${text.slice(end)}`
}

function inMap(text: string, map: YAMLMap, pair: Plain): string | null {
  const [first] = map.items as Item[]
  if (map.flow === true || first === undefined) return null
  const column = columnOf(text, start(first.key))
  const final = map.items.at(-1) as Item
  const anchor = final.value === null || final.value.range?.[0] === final.value.range?.[1] ? final.key : final.value
  return after(text, anchor, ' '.repeat(column) + indented(print(pair), column))
}

function inList(text: string, list: YAMLSeq, member: Plain): string | null {
  if (list.flow === true || list.items.length === 0) return null
  const column = columnOf(text, start(list))
  return after(text, list.items.at(-1) as Node, ' '.repeat(column) + indented(print([member]), column))
}
