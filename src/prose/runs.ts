import type { Marks, Run } from './block.ts'
import type { Out } from './construct.ts'
import { escapeText } from './escape.ts'

export const noMarks: Marks<never> = { bold: false, italic: false, code: false, link: null }

const same = <H>(a: Marks<H>, b: Marks<H>): boolean =>
  a === b || (a.bold === b.bold && a.italic === b.italic && a.code === b.code && a.link?.href === b.link?.href)

const common = <H>(a: Marks<H>, b: Marks<H>): Marks<H> =>
  same(a, b)
    ? a
    : {
        bold: a.bold && b.bold,
        italic: a.italic && b.italic,
        code: a.code && b.code,
        link: a.link?.href === b.link?.href ? a.link : null,
      }

/**
 * Inline content in its one form: one space for many, none at the ends or beside a line break, a space between two marks outside both,
 * equal neighbours merged, no line break at the ends. Empty where nothing is visible.
 */
export function settle<H>(runs: readonly Run<H>[]): Run<H>[] {
  const out: Run<H>[] = []
  let space = false
  let visible = false
  const push = (run: Extract<Run<H>, { marks: unknown }>): void => {
    const last = out.at(-1)
    if (run.is === 'text' && last?.is === 'text' && same(last.marks, run.marks)) {
      out[out.length - 1] = { ...last, text: last.text + run.text }
    } else out.push(run)
  }
  for (const run of runs) {
    if (run.is === 'break') {
      space = false
      if (out.length > 0) out.push(run)
      continue
    }
    const text = run.is === 'text' ? run.text.replace(/[ \t\n\r\f]+/gu, ' ') : run.text
    const core = run.is === 'text' ? text.replace(/^ | $/gu, '') : text
    if (run.is === 'text' && text.startsWith(' ')) space = true
    if (run.is === 'text' && core === '') continue
    const last = out.at(-1)
    if (space && last !== undefined && last.is !== 'break') {
      push({ is: 'text', text: ' ', marks: common(last.marks, run.marks) })
    }
    push(run.is === 'text' ? { ...run, text: core } : run)
    visible ||= run.is === 'atom' || /[^\s\u00A0]/u.test(core)
    space = run.is === 'text' && text.endsWith(' ')
  }
  while (out.at(-1)?.is === 'break') out.pop()
  return visible ? out : []
}

type Layer = 'link' | 'bold' | 'italic' | 'code'
const layers: readonly Layer[] = ['link', 'bold', 'italic', 'code']
const tag = { bold: 'b', italic: 'i', code: 'code' } as const

/** The marks of each run; a line break has those that what is on both of its sides has in common. */
export function marksOf<H>(runs: readonly Run<H>[]): readonly Marks<H>[] {
  const marks: Marks<H>[] = []
  let before: Marks<H> | null = null
  for (let at = 0; at < runs.length; at += 1) {
    const run = runs[at]
    if (run !== undefined && run.is !== 'break') {
      before = run.marks
      marks.push(run.marks)
      continue
    }
    let end = at
    while (runs[end]?.is === 'break') end += 1
    const next = runs[end]
    const shared = before === null || next === undefined || next.is === 'break' ? noMarks : common(before, next.marks)
    for (; at < end; at += 1) marks.push(shared)
    at -= 1
  }
  return marks
}

const differs = <H>(a: Marks<H>, b: Marks<H>, layer: Layer): boolean =>
  layer === 'link' ? a.link?.href !== b.link?.href : a[layer] !== b[layer]

/** Writes inline content, marks always nested in the order link, bold, italic, code. */
export function writeRuns<H>(runs: readonly Run<H>[], out: Out<H>): void {
  const marks = marksOf(runs)
  const write = (from: number, to: number, depth: number): void => {
    const layer = layers[depth]
    let start = from
    while (start < to) {
      const first = marks[start]
      const run = runs[start]
      if (first === undefined || run === undefined) return
      if (layer === undefined) {
        if (run.is === 'break') out.put('<br>')
        else if (run.is === 'text') out.put(escapeText(run.text))
        else out.pieces(run.pieces)
        start += 1
        continue
      }
      let end = start + 1
      for (let next = marks[end]; end < to && next !== undefined && !differs(first, next, layer); next = marks[end]) end += 1
      if (layer === 'link' && first.link !== null) {
        out.put('<a href="')
        out.value(first.link.value)
        out.put('">')
        write(start, end, depth + 1)
        out.put('</a>')
      } else if (layer !== 'link' && first[layer]) {
        out.put(`<${tag[layer]}>`)
        write(start, end, depth + 1)
        out.put(`</${tag[layer]}>`)
      } else write(start, end, depth + 1)
      start = end
    }
  }
  write(0, runs.length, 0)
}
