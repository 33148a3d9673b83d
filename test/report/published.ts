import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)

/** Where a document does not hold to a schema that is published with the package. */
export function misfits(name: string, text: string): unknown {
  const schema = JSON.parse(readFileSync(new URL(`../../docs/schema/${name}.schema.json`, import.meta.url), 'utf8')) as object
  const validate = ajv.compile(schema)
  return validate(JSON.parse(text)) ? [] : validate.errors
}
