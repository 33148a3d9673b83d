import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { hint, Stop } from '../../model/index.ts'
import { complain } from '../config/complain.ts'
import { startingIn, type Project } from '../config/load.ts'
import type { Door } from '../door.ts'
import { only } from '../only.ts'
import { allowances, type Given } from '../options.ts'
import { acceptances } from './decisions.ts'

const asked = {
  accept: z.array(z.enum(acceptances)).optional(),
  only: z.array(z.string().min(1, 'expected a kind or a pattern')).optional(),
  prune: z.boolean().optional(),
  allow: z.array(z.enum(allowances)).optional(),
}
const defaults = z.strictObject(asked)
const pair = z.strictObject({ from: z.string(), to: z.string(), ...asked })
const sheet = z.strictObject({ defaults: defaults.optional(), pairs: z.array(pair).min(1, 'expected at least one pair') })

/** One migration of many: two workspaces of the config, and what flags would say of it. */
export type Pair = z.output<typeof pair>

/** Reads the list of pairs a person names. Throws Stop 64 for a file that cannot be read, and 78 with all that is wrong in it. */
export function pairsIn(path: string, { config }: Project, given: Given, door: Door): readonly Pair[] {
  const lines = new LineCounter()
  const document = parseDocument(textOf(resolve(startingIn(given, door), path)), { lineCounter: lines })
  const name = basename(path)
  const [broken] = document.errors
  if (broken !== undefined)
    throw new Stop(78, `${name}:${lines.linePos(broken.pos[0]).line}  ${broken.message.split('\n')[0] ?? broken.code}`)
  // a list alone is one without defaults
  const said: unknown = document.toJS()
  const alone = Array.isArray(said)
  const whole: unknown = alone ? { pairs: said } : said
  const lineOf = (place: readonly PropertyKey[]): number => {
    for (let keys = alone ? place.slice(1) : [...place]; keys.length > 0; keys = keys.slice(0, -1)) {
      const node = document.getIn(keys, true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }
  const parsed = sheet.safeParse(whole)
  const wrong = parsed.success
    ? misled(parsed.data, Object.keys(config.workspaces))
    : parsed.error.issues.flatMap((issue) =>
        complain([issue], whole, keysAt).map((says) => ({
          place: issue.path,
          says: alone ? says.replace(/^pairs\./u, '') : says,
        })),
      )
  if (!parsed.success || wrong.length > 0)
    throw new Stop(78, wrong.map(({ place, says }) => `${name}:${lineOf(place)}  ${says}`).join('\n'))
  return parsed.data.pairs.map((one) => ({ ...parsed.data.defaults, ...one }))
}

interface Wrong {
  readonly place: readonly PropertyKey[]
  readonly says: string
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Stop(64, `--jobs: cannot be read: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

// which keys there could be at a place
const keysAt = (place: readonly PropertyKey[]): readonly string[] =>
  place.length === 0
    ? Object.keys(sheet.shape)
    : Object.keys(place[0] === 'defaults' ? defaults.shape : place.length === 2 ? pair.shape : {})

// what is well formed and leads nowhere
function misled({ defaults = {}, pairs }: z.output<typeof sheet>, names: readonly string[]): Wrong[] {
  const seen = new Map<string, number>()
  return [
    ...misspelt(defaults.only, ['defaults', 'only']),
    ...pairs.flatMap((one, n) => {
      const ends = (['from', 'to'] as const).flatMap((end): Wrong[] =>
        names.includes(one[end])
          ? []
          : [
              {
                place: ['pairs', n, end],
                says: `${end}: expected one of ${names.join(', ')}, got "${one[end]}"${hint(one[end], names)}`,
              },
            ],
      )
      const arrow = `${one.from} → ${one.to}`
      const before = seen.get(arrow)
      seen.set(arrow, before ?? n + 1)
      return [
        ...ends,
        ...(one.from === one.to ? [{ place: ['pairs', n, 'to'], says: `to: expected another workspace than ${one.from}` }] : []),
        ...(before === undefined ? [] : [{ place: ['pairs', n], says: `${arrow}: is there already, as pair ${before}` }]),
        ...misspelt(one.only, ['pairs', n, 'only']),
      ]
    }),
  ]
}

function misspelt(words: readonly string[] | undefined, place: readonly PropertyKey[]): Wrong[] {
  try {
    only(words ?? [], () => ({ resources: [], findings: [], complete: new Set(), skipped: [] }))
    return []
  } catch (error) {
    if (error instanceof Stop) return [{ place, says: error.message }]
    throw error
  }
}
