import type { Block, Page } from '../../laws/world/repository.ts'
import { keyOf } from '../../laws/world/repository.ts'
import type { Bench } from './bench.ts'
import { laid, textsOf as markedTexts, type Files } from './files.ts'
import { objectOf, rowsOf, textsOf } from './rows.ts'
import type { Table } from './table.ts'

/** A history under way, and what the tests know of it that the program does not. */
export interface Life {
  readonly bench: Bench
  readonly width: number
  readonly renewing: boolean
  readonly count: Table
  /** what happened, for whoever has to find out why it failed */
  readonly told: string[]
  files: Files
  /** states the files had before, the newest first */
  past: Files[]
  /** the last new number */
  number: number
  /** what is not ours, as it was in the beginning */
  readonly foreign: ReadonlyMap<string, string>
  /** texts a teammate wrote last, as they were written */
  readonly owned: Map<string, string>
  /** objects of ours no memory tells of any more, through no fault of the program */
  readonly astray: Set<string>
  /** what articles hold that no file asked for, or nobody remembers why: `article tag id`, `article collection id` */
  readonly given: Set<string>
  /** tags teammates gave articles of ours and no file has asked for since: `article tag` by id */
  readonly tagged: Set<string>
  /** every text that ever stood in a file or was written by a teammate, by its mark */
  readonly texts: Map<number, readonly Block[]>
  /** the last page of each key */
  readonly pages: Map<string, Page>
}

export const fresh = (life: Life): number => (life.number += 1)

/** Brings the files to another state. */
export function lay(life: Life, files: Files): void {
  life.bench.lay(laid(life.files), laid(files))
  life.files = files
  for (const [mark, blocks] of markedTexts(files)) life.texts.set(mark, blocks)
  for (const page of files.pages) life.pages.set(keyOf(page), page)
}

/** Objects in the workspace that are ours, `table id`. */
export const ours = (life: Life): Set<string> =>
  new Set(
    [...rowsOf(life.bench.sandbox.control.state()).keys()].filter((row) => !life.foreign.has(row) && !row.startsWith('tags ')),
  )

/** The objects the memory holds by id, `table id` → `kind:key`. */
export async function held(life: Life, tableOf: Readonly<Record<string, string>>): Promise<Map<string, string>> {
  const memory = await life.bench.memory()
  return new Map(
    memory
      .entries()
      .flatMap(({ kind, key, id }) => (id === null ? [] : [[`${tableOf[kind] ?? kind} ${id}`, `${kind}:${key}`] as const])),
  )
}

/** What a teammate wrote is theirs from now on, whatever of it somebody else wrote before. */
export function own(life: Life, before: ReadonlyMap<string, string>): void {
  const now = textsOf(life.bench.sandbox.control.state())
  for (const [name, text] of now) if (before.get(name) !== text) life.owned.set(name, text)
  for (const name of life.owned.keys()) if (!now.has(name)) life.owned.delete(name)
}

/** Forgets who wrote what in an object. */
export function disown(life: Life, object: string, names: (name: string) => boolean = () => true): void {
  for (const text of life.owned.keys())
    if (objectOf(text) === object && names(text.slice(object.length + 1))) life.owned.delete(text)
}
