import { fenceAfter } from './fence.ts'

const opener = /^((?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*)(:{2,})([a-z][a-z-]*)(?![\w:])([^]*)$/u
const closer = /^[ \t>]*(:{3,})[ \t]*$/u
const pairs = /^(?:\s+[a-zA-Z_][\w-]*=(?:"[^"]*"|'[^']*'|[^\s"'{}]+))+\s*$/u

/** Directives that hold nothing: one line, with or without a closing `:::`. */
const leaves = new Set(['button', 'video', 'attachment', 'intercom-block'])

/** What a bare word after the name means. */
const wordMeans: Readonly<Record<string, string>> = { callout: 'type', collapsible: 'title', details: 'title' }

const quoted = (text: string): string => text.replace(/&/gu, '&amp;').replace(/"/gu, '&quot;')

/** `a="b"` and `blue` after the name, in the braces the parser knows. */
function braces(name: string, rest: string): string {
  if (rest.trim() === '' || /^[[{]/u.test(rest)) return rest
  if (pairs.test(rest)) return `{${rest.trim()}}`
  return `{${wordMeans[name] ?? 'title'}="${quoted(rest.trim())}"}`
}

/** Levels of directives in directives. */
const deepest = 30

export interface Directives {
  readonly text: string
  readonly unclosed: readonly number[]
  /** the line of a directive nested deeper than can be read; the text is then unchanged */
  readonly tooDeep: number | null
}

interface Open {
  readonly line: number
  readonly colons: number
  readonly name: string
  height: number
}

/**
 * The same text, line for line, with every directive in the one spelling the parser reads: attributes in braces, leaves as leaves, and
 * the colons of a container more than those of what is in it. `unclosed` are the lines of containers nobody closes.
 */
export function directiveLines(markdown: string): Directives {
  if (!/:{2,}[a-z]/u.test(markdown)) return { text: markdown, unclosed: [], tooDeep: null }
  const lines = markdown.split('\n')
  const ends = lines.map((line) => (line.endsWith('\r') ? '\r' : ''))
  const stack: Open[] = []
  const fixed: { line: number; open: Open; prefix: string; rest: string | null }[] = []
  let fenced: string | null = null
  const closers = lines.filter((line) => closer.test(line)).length
  let closed = 0
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').replace(/\r$/u, '')
    const before = fenced
    fenced = fenceAfter(line, before)
    if (fenced !== null || before !== null) {
      // the parser looks for the end of a container in code too: more colons than any line of the code has
      const [inner, around] = [closer.exec(line)?.[1], stack.at(-1)]
      if (inner !== undefined && around !== undefined) around.height = Math.max(around.height, inner.length - 2)
      continue
    }
    const [, prefix = '', colons = '', name = '', rest = ''] = opener.exec(line) ?? []
    if (name !== '' && colons.length === 2 && !leaves.has(name)) continue
    if (name !== '' && leaves.has(name)) {
      lines[at] = `${prefix}::${name}${braces(name, rest)}${ends[at] ?? ''}`
      const next = lines[at + 1]?.replace(/\r$/u, '')
      // the line after may close the leaf, or the container around it: it is the leaf's if enough are left for the containers
      if (colons.length > 2 && next !== undefined && closer.test(next) && closers - closed > stack.length) {
        // what the line stands in goes on
        lines[at + 1] = (/^[ \t>]*/u.exec(next)?.[0] ?? '').trimEnd() + (ends[at + 1] ?? '')
        closed += 1
        at += 1
      }
      continue
    }
    if (name !== '') {
      const open: Open = { line: at, colons: colons.length, name, height: 0 }
      stack.push(open)
      if (stack.length > deepest) return { text: markdown, unclosed: [], tooDeep: at + 1 }
      fixed.push({ line: at, open, prefix, rest })
      continue
    }
    const end = closer.exec(line)?.[1]?.length
    if (end === undefined) continue
    closed += 1
    const index = stack.findLastIndex((open) => open.colons === end)
    const taken = index >= 0 ? index : stack.findLastIndex((open) => open.colons < end)
    const open = stack[taken]
    if (open === undefined) continue
    // what is still open inside ends with it
    const inner = stack.splice(taken)
    for (let depth = inner.length - 1; depth > 0; depth -= 1) {
      const [outer, nested] = [inner[depth - 1], inner[depth]]
      if (outer !== undefined && nested !== undefined) outer.height = Math.max(outer.height, nested.height + 1)
    }
    const parent = stack.at(-1)
    if (parent !== undefined) parent.height = Math.max(parent.height, open.height + 1)
    fixed.push({ line: at, open, prefix: /^[ \t>]*/u.exec(line)?.[0] ?? '', rest: null })
  }
  for (const { line, open, prefix, rest } of fixed) {
    const colons = ':'.repeat(3 + open.height)
    lines[line] = `${prefix}${colons}${rest === null ? '' : open.name + braces(open.name, rest)}${ends[line] ?? ''}`
  }
  return { text: lines.join('\n'), unclosed: stack.map((open) => open.line + 1), tooDeep: null }
}
