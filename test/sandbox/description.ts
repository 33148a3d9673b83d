import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'

type Node = Record<string, unknown>

/** What the official description says about one operation. */
export interface Operation {
  readonly statuses: ReadonlyMap<number, { readonly check: ValidateFunction | undefined; readonly examples: readonly unknown[] }>
  readonly request: ValidateFunction | undefined
}

export interface Description {
  operation(method: string, path: string): Operation | undefined
  readonly error: ValidateFunction
}

const file = resolve(import.meta.dirname, '../../../shared/intercom/openapi-preview.yaml')

/** Whether the description lies beside the project. */
export const described = existsSync(file)

/** Reads the official description; its OpenAPI 3.0 schemas become JSON Schemas. */
export function description(): Description {
  const document = parse(readFileSync(file, 'utf8')) as Node
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  // times are declared as integers with the format of a text
  ajv.addFormat('date-time', true)
  ajv.addSchema(asJsonSchema(document) as Node, 'description')
  const paths = at(document, 'paths')
  const compiled = (pointer: readonly string[]): ValidateFunction =>
    ajv.compile({
      $ref: `description#/${pointer.map((part) => encodeURIComponent(part.replace(/~/g, '~0').replace(/\//g, '~1'))).join('/')}`,
    })

  return {
    error: compiled(['components', 'schemas', 'error']),
    operation: (method, path) => {
      const found = paths[path] === undefined ? undefined : at(paths, path)[method.toLowerCase()]
      if (found === undefined) return undefined
      const operation = found as Node
      const base = ['paths', path, method.toLowerCase()]
      const responses = Object.entries(at(operation, 'responses')).map(([status, response]) => {
        const json = content(resolved(response as Node, document))
        const shown =
          json?.['examples'] === undefined
            ? []
            : Object.values(at(json, 'examples')).map((each) => (each as Node | null)?.['value'])
        const own = (response as Node)['$ref'] === undefined
        const check =
          json?.['schema'] === undefined || !own
            ? undefined
            : compiled([...base, 'responses', status, 'content', 'application/json', 'schema'])
        return [Number(status), { check, examples: shown.filter((each) => each !== undefined) }] as const
      })
      const body = operation['requestBody'] === undefined ? undefined : content(at(operation, 'requestBody'))
      const request =
        body?.['schema'] === undefined ? undefined : compiled([...base, 'requestBody', 'content', 'application/json', 'schema'])
      return { statuses: new Map(responses), request }
    },
  }
}

function at(node: Node, name: string): Node {
  const found = node[name]
  if (typeof found !== 'object' || found === null) throw new Error(`the description has no ${name}`)
  return found as Node
}

const content = (node: Node): Node | undefined =>
  node['content'] === undefined ? undefined : (at(node, 'content')['application/json'] as Node | undefined)

function resolved(node: Node, document: Node): Node {
  const reference = node['$ref']
  if (typeof reference !== 'string') return node
  return reference
    .slice(2)
    .split('/')
    .reduce((inner, part) => at(inner, part), document)
}

// `nullable` is OpenAPI's; JSON Schema says it with a type of its own. Where it stands beside a reference it still counts.
function asJsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asJsonSchema)
  if (typeof node !== 'object' || node === null) return node
  const { nullable, example, examples, ...rest } = node as Node
  const kept = {
    ...rest,
    ...(examples === undefined ? {} : { examples }),
    ...(isSchema(example, node as Node) ? { example } : {}),
  }
  const converted = Object.fromEntries(
    Object.entries(kept).map(([name, value]) => [name, name === 'examples' ? value : asJsonSchema(value)]),
  )
  if (typeof converted['$ref'] === 'string') converted['$ref'] = converted['$ref'].replace(/^#/, 'description#')
  return nullable === true ? { anyOf: [{ type: 'null' }, converted] } : converted
}

// a property may itself be called "example"
const isSchema = (example: unknown, node: Node): boolean =>
  typeof example === 'object' && example !== null && 'type' in example && node['type'] === undefined
