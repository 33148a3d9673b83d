import matter from 'gray-matter'
import type { Fault, Pair } from './located.ts'
import { isMap } from './located.ts'
import type { Yaml } from './yaml.ts'
import { yaml } from './yaml.ts'

export interface FrontMatter {
  readonly pairs: readonly Pair[]
  readonly faults: readonly Fault[]
  readonly body: string
  /** the line of the file on which the body begins, from 1 */
  readonly firstLine: number
}

const largest = 64 * 1024

const refuse = (): never => {
  throw new Error('front matter is YAML, nothing else')
}
// gray-matter executes `---js` unless every such engine is replaced; always with options, its cache forgets errors (DEPENDENCIES §1.1)
const options = {
  language: 'yaml',
  engines: {
    yaml: { parse: (text: string): object => yaml(text) },
    javascript: { parse: refuse },
    js: { parse: refuse },
    json: { parse: refuse },
    coffee: { parse: refuse },
  },
}

/** Front matter (YAML only) and body of a Markdown text. Never throws for any text and never executes any. */
export function frontMatter(text: string): FrontMatter {
  const opening = /^---(?!-)[ \t]*([^\r\n]*)(\r(?!\n))?/u.exec(text)
  if (opening === null) return { pairs: [], faults: [], body: text, firstLine: 1 }
  if (opening[2] !== undefined)
    return broken(
      'front matter: expected a line end after ---, got a bare carriage return; save the file with LF or CRLF line ends',
    )
  const language = (opening[1] as string).trim()
  if (language !== '' && language !== 'yaml' && language !== 'yml')
    return broken(`front matter: expected YAML after a line of ---, got "---${language}"; it is never executed`)
  const closing = /\n---([^\r\n]*)/u.exec(text)
  if (closing === null) return broken('front matter: opened here and never closed; end it with a line of ---')
  const line = text.slice(0, closing.index + 1).split('\n').length
  if ((closing[1] as string).trim() !== '')
    return broken(`front matter: expected a line of --- to close it, got "---${closing[1] as string}"`, line)
  if (closing.index > largest)
    return broken(`front matter: ${Math.ceil(closing.index / 1024)} KB, at most ${largest / 1024} KB are read`)
  return split(text, line)
}

function split(text: string, closing: number): FrontMatter {
  const file = matter(text, options)
  const place = { body: file.content, firstLine: closing + 1 }
  // an empty block never reaches the engine
  const { data, faults } = 'faults' in file.data ? (file.data as Yaml) : { data: null, faults: [] }
  if (faults.length > 0) return { pairs: [], faults, ...place }
  if (data === null) return { pairs: [], faults: [], ...place }
  if (!isMap(data)) return { pairs: [], faults: [{ line: 2, message: 'front matter: expected "key: value" lines' }], ...place }
  return { pairs: data.map, faults: [], ...place }
}

const broken = (message: string, line = 1): FrontMatter => ({
  pairs: [],
  faults: [{ line, message }],
  body: '',
  firstLine: 1,
})
