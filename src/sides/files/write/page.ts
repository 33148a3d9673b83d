import { editBody } from './edit-body.ts'
import { Document, isCollection, isMap } from 'yaml'
import { editYaml, type YamlEdit } from './edit-yaml.ts'

/** What is to be written into a content file; `body` is the whole Markdown of the body as it shall be, or what becomes of the one that is there. */
export interface PageEdit {
  readonly set: readonly YamlEdit[]
  /** as it is and as it shall be, often the same */
  readonly title: { readonly before: string; readonly after: string }
  readonly body?: string | ((now: string) => string)
}

/** A new content file: front matter and body. */
export const newPage = (set: readonly YamlEdit[], body: string): string => {
  const words = yamlOf(set)
  const text = body.trim() === '' ? '' : `${ended(body)}\n`
  return words === '' ? text : `---\n${words}---\n${text === '' ? '' : '\n'}${text}`
}

/** Without empty lines at its end; other white space there is text (a no-break space, U+2028). */
function ended(text: string): string {
  let end = text.length
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/** Values as YAML, lists and maps in one line, as people write them in front matter. */
function yamlOf(set: readonly YamlEdit[]): string {
  const document = new Document({})
  for (const { path, value } of set) if (value !== undefined) document.setIn(path, document.createNode(value))
  if (!isMap(document.contents) || document.contents.items.length === 0) return ''
  for (const { value } of document.contents.items) if (isCollection(value)) value.flow = true
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

// the same as a reading takes for front matter: `yaml` may be said, and only a line of its own closes it
const opened = /^(\uFEFF?---[^\S\r\n]*(?:ya?ml)?[^\S\r\n]*\r{0,2}\n)(?:([\s\S]*?)\r?\n)?(---[^\S\r\n]*(?:\r?\n|\r|$))/u

/**
 * A content file with some of its values and paragraphs changed; every other line stays as it is, down to its line end. The file must be one
 * that can be read.
 */
export function editPage(text: string, { set, title, body }: PageEdit): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const [all, open, words = '', close] = opened.exec(text) ?? ['', '', '', '']
  const rest = text.slice(all.length)
  const { head, below } = headed(rest, title.before)
  const changed = title.before !== title.after
  const edits = changed && head === '' ? [{ path: ['title'], value: title.after }, ...set] : set
  const named = changed ? renamed(head, title.after) : head
  const now = below.replaceAll('\r\n', '\n')
  const written = body === undefined ? below : (typeof body === 'string' ? editBody(now, body) : body(now)).replaceAll('\n', end)
  if (edits.length === 0) return `${all}${named}${written}`
  const front = editYaml(words === '' ? '' : `${words}${end}`, edits)
  if (front.trim() === '') return named + written
  if (all !== '') return `${open}${front}${close}${named}${written}`
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  return `${mark}---${end}${front}---${end}${end}${(named + written).slice(mark.length)}`
}

const heading = /^(\s*#[ \t]+)(.*?)([ \t]*#*[ \t]*)(\r?\n\s*|$)/u

/** The title as the first heading of a page, with the empty lines around it, in the one form that can be changed in its line; and what follows. */
function headed(body: string, title: string): { head: string; below: string } {
  const [all, , text] = heading.exec(body) ?? ['', '', null]
  return text === title ? { head: all, below: body.slice(all.length) } : { head: '', below: body }
}

const renamed = (head: string, title: string): string =>
  head.replace(heading, (_, mark: string, __, close: string, after: string) => mark + title + close + after)
