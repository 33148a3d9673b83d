import { parseDocument, stringify } from 'yaml'
import { inPlace } from './edit-yaml-text.ts'
import type { Plain } from './plain.ts'

/** One value to set or, where it is undefined, to take out. A number in the path is a place in a list; the place after the last one adds. */
export interface YamlEdit {
  readonly path: readonly (string | number)[]
  readonly value: Plain | undefined
}

/**
 * Changes single values of a YAML text. Everything else stays as it is written: comments, order, quotes, indentation, line ends. A text whose
 * shape leaves no place for a value (a list where a map is meant) is an error of the caller and thrown.
 */
export function editYaml(text: string, edits: readonly YamlEdit[]): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  let now = text.replaceAll('\r\n', '\n')
  for (const edit of edits) now = edited(now, edit)
  return end === '\n' ? now : now.replaceAll('\n', end)
}

function edited(text: string, { path, value }: YamlEdit): string {
  const document = parseDocument(text)
  const [fault] = document.errors
  if (fault !== undefined) throw new Error(`a text that is no YAML cannot be edited: ${fault.message}`)
  const before = document.toJS() as unknown
  const wanted = set(before, path, value)
  if (JSON.stringify(before) === JSON.stringify(wanted)) return text
  const here = inPlace(text, document.contents, path, value)
  // what a careful edit cannot say (anchors, odd indentation) is printed anew: the values come before the looks
  if (here !== null && JSON.stringify(parsed(here)) === JSON.stringify(wanted)) return here
  const [top] = path
  const whole = top === undefined ? undefined : (wanted as Record<string | number, Plain | undefined>)[top]
  if (top === undefined || document.contents === null) return `${text}${stringify(wanted, { lineWidth: 0 })}`
  if (whole === undefined) document.delete(top)
  else document.set(top, document.createNode(whole))
  return document.toString({ lineWidth: 0 })
}

function parsed(text: string): unknown {
  const document = parseDocument(text)
  return document.errors.length > 0 ? document : document.toJS()
}

const has = (whole: unknown, key: string): whole is object => typeof whole === 'object' && whole !== null && key in whole

/** The value with one place of it changed; maps and lists on the way are made where there are none. */
function set(whole: unknown, [first, ...rest]: readonly (string | number)[], value: Plain | undefined): unknown {
  if (first === undefined) return value
  if (typeof first === 'number') {
    const list = Array.isArray(whole) ? [...(whole as unknown[])] : []
    if (value === undefined && rest.length === 0) list.splice(first, 1)
    else list[first] = set(list[first], rest, value)
    return list
  }
  if (value === undefined && !has(whole, first)) return whole
  const map = typeof whole === 'object' && whole !== null ? { ...(whole as Record<string, unknown>) } : {}
  if (value === undefined && rest.length === 0) return Object.fromEntries(Object.entries(map).filter(([key]) => key !== first))
  map[first] = set(map[first], rest, value)
  return map
}
