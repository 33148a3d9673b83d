import { kinds } from '../../kinds/index.ts'
import { at, hint, referring, Stop, type Entry, type Ledger, type Ref, type Resource, type World } from '../../model/index.ts'
import { reader } from '../../sides/workspace/index.ts'
import { decisionsIn, type Decision } from '../adopt/read-decisions.ts'
import { load } from '../config/load.ts'
import type { Door } from '../door.ts'
import { readFiles } from '../files.ts'
import { hold } from '../hold.ts'
import type { Store } from '../../ledger/index.ts'
import { memory, storeOf } from '../memory.ts'
import { open, type Opened } from '../open.ts'
import type { Given } from '../options.ts'
import { requestsLine } from '../requests.ts'

/** One file and the object it is, as a person says. */
interface Said {
  readonly ref: Ref
  readonly id: string
  readonly wins: Decision['wins']
}

/** Writes down by hand which objects of the workspace keys are: one, or those of a file of decisions. The next plan shows what differs. */
export async function ledgerBind(given: Given, door: Door): Promise<number> {
  const project = await load(given, door)
  const files = await readFiles(project)
  const said = saidIn(given, files, door)
  const opened = await open(project, given, door)
  const store = storeOf(project, opened.name, door)
  try {
    await hold(store, door, () => bind(said, files, opened, store, door))
  } finally {
    await opened.close()
  }
  for (const { ref, id } of said)
    door.out.write(`${at(ref)} is ${ref.kind} ${id} of ${opened.name}; content-sync plan shows what differs\n`)
  return 0
}

function saidIn(given: Given, files: World, door: Door): Said[] {
  const [from, key, id] = [given.text('decisions'), given.maybe('key'), given.maybe('id')]
  if (from === undefined) {
    if (key === undefined || id === undefined)
      throw new Stop(64, 'ledger bind: expected <key> and <id>, or --decisions with a file of them')
    return [{ ref: named(key, files), id, wins: 'files' }]
  }
  if (key !== undefined) throw new Stop(64, `ledger bind: expected a key or --decisions, got both ("${key}" and "${from}")`)
  const wrong: string[] = []
  const said = decisionsIn(from, given, door).flatMap(({ key, id, wins, line }): Said[] => {
    try {
      return [{ ref: named(key, files), id, wins }]
    } catch (error) {
      if (!(error instanceof Stop)) throw error
      wrong.push(`${from}:${line}  ${error.message}`)
      return []
    }
  })
  if (wrong.length > 0) throw new Stop(64, [...wrong, nothing].join('\n'))
  return said
}

const nothing = 'Nothing was remembered'

async function bind(
  said: readonly Said[],
  files: World,
  { name, options, workspace }: Opened,
  store: Store,
  door: Door,
): Promise<void> {
  const side = reader({ ...options, signal: door.stop })
  door.atEnd(() => requestsLine(side.tally()))
  const live = await side.read()
  const ledger = await memory(store, live.account.id, workspace.sandbox === true, door)
  const there = new Map(live.resources.map((one) => [at(one), one]))
  const ours = new Map(files.resources.map((file) => [at(file), file]))
  const held = new Map(ledger.entries().map((entry) => [`${entry.kind}:@${entry.id ?? ''}`, entry]))
  const wrong = [
    ...said.flatMap(({ ref, id }) => {
      const object = `${ref.kind}:@${id}`
      if (!there.has(object)) return [`workspace ${name} has no ${ref.kind} with the id ${id}`]
      const other = held.get(object)
      const free = other === undefined || at(other) === at(ref) || !ours.has(at(other))
      return free ? [] : [`${ref.kind} ${id} is ${other.key} already`]
    }),
    ...twice(said, ({ ref }) => at(ref)).map((key) => `${key} is said to be several objects`),
    ...twice(said, ({ ref, id }) => `${ref.kind} ${id}`).map((object) => `${object} is said to be several files`),
  ]
  if (wrong.length > 0) throw new Stop(64, `${wrong.join('\n')}. ${nothing}`)
  for (const one of said) {
    const object = `${one.ref.kind}:@${one.id}`
    put(one, ours.get(at(one.ref)), there.get(object), held.get(object), ledger)
  }
  await ledger.save()
}

function put(
  { ref, id, wins }: Said,
  file: Resource | undefined,
  live: Resource | undefined,
  other: Entry | undefined,
  ledger: Ledger,
): void {
  // its file is gone: the same object under another name, with all that is remembered of it
  if (other !== undefined && other.key !== ref.key) {
    const rest = ledger.entries().filter((entry) => entry !== other)
    ledger.move([{ memo: { ...other, ...ref }, was: other.key }], referring(rest, new Map([[at(other), ref.key]])))
  } else if (wins === 'files' || file === undefined) ledger.put({ ...ref, id, base: {}, seen: null })
  // as if the files had said what they say all along, and all that differs had been written in Intercom since
  else ledger.put({ ...ref, id, base: file.fields, seen: { ...live?.fields, ...file.fields } })
}

/** What more than one of these are. */
function twice(said: readonly Said[], of: (one: Said) => string): string[] {
  const names = said.map(of)
  return [...new Set(names.filter((name, n) => names.indexOf(name) < n))]
}

/** The resource of the files that is meant by `key` or `kind:key`. Throws Stop(64) where there is none, or more than one. */
export function named(word: string, files: World): Ref {
  const ours = files.resources.filter((resource) => resource.mention !== true)
  const [, kind, key] = /^([a-z-]+):(.+)$/u.exec(word) ?? []
  const byKind = kinds.some((one) => one.name === kind) ? ours.filter((ref) => ref.kind === kind && ref.key === key) : []
  const found = byKind.length > 0 ? byKind : ours.filter((ref) => ref.key === word)
  const [one, another] = found
  if (one === undefined) {
    const words = ours.flatMap((ref) => (word.includes(':') ? [at(ref)] : [ref.key]))
    throw new Stop(64, `no file has the key ${word}${hint(word, words)}`)
  }
  if (another !== undefined) throw new Stop(64, `${word} is several things: say which, ${found.map(at).join(' or ')}`)
  return { kind: one.kind, key: one.key }
}
