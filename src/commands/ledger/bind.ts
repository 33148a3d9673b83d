import { kinds } from '../../kinds/index.ts'
import { at, hint, referring, Stop, type Ref, type World } from '../../model/index.ts'
import { reader } from '../../sides/workspace/index.ts'
import { load } from '../config/load.ts'
import type { Door } from '../door.ts'
import { readFiles } from '../files.ts'
import { hold } from '../hold.ts'
import type { Store } from '../../ledger/index.ts'
import { memory, storeOf } from '../memory.ts'
import { open, type Opened } from '../open.ts'
import type { Given } from '../options.ts'
import { requestsLine } from '../requests.ts'

/** Writes down by hand which object of the workspace a key is. The next plan shows what differs. */
export async function ledgerBind(given: Given, door: Door): Promise<number> {
  const project = await load(given, door)
  const files = await readFiles(project)
  const ref = named(given.word('key'), files)
  const opened = await open(project, given, door)
  const store = storeOf(project, opened.name, door)
  try {
    await hold(store, door, () => bind(ref, given.word('id'), files, opened, store, door))
  } finally {
    await opened.close()
  }
  door.out.write(`${at(ref)} is ${ref.kind} ${given.word('id')} of ${opened.name}; content-sync plan shows what differs\n`)
  return 0
}

async function bind(
  ref: Ref,
  id: string,
  files: World,
  { name, options, workspace }: Opened,
  store: Store,
  door: Door,
): Promise<void> {
  const side = reader({ ...options, signal: door.stop })
  door.atEnd(() => requestsLine(side.tally()))
  const live = await side.read()
  if (!live.resources.some((there) => there.kind === ref.kind && there.key === `@${id}`)) {
    throw new Stop(64, `workspace ${name} has no ${ref.kind} with the id ${id}. Nothing was remembered`)
  }
  const ledger = await memory(store, live.account.id, workspace.sandbox === true, door)
  const other = ledger.entries().find((entry) => entry.kind === ref.kind && entry.id === id && entry.key !== ref.key)
  if (other === undefined) ledger.put({ ...ref, id, base: {}, seen: null })
  else if (files.resources.some((file) => at(file) === at(other)))
    throw new Stop(64, `${ref.kind} ${id} is ${other.key} already. Nothing was remembered`)
  // its file is gone: the same object under another name, with all that is remembered of it
  else {
    const keys = new Map([[at(other), ref.key]])
    ledger.move(
      [{ memo: { ...other, ...ref }, was: other.key }],
      referring(
        ledger.entries().filter((entry) => entry !== other),
        keys,
      ),
    )
  }
  await ledger.save()
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
