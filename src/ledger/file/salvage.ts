import { join } from 'node:path'
import type { Facts, Ledger } from '../../model/index.ts'
import { textOf } from './disk.ts'
import { unsealed } from './sum.ts'

/** What can still be read of a damaged memory besides its entries. `sent`: when the last create nobody answered was about to go (epoch seconds). */
export interface Salvage {
  readonly images: ReadonlyMap<string, string>
  readonly facts: Facts
  readonly sent: number
}

interface Put {
  readonly id: string | null
  readonly sent?: { readonly at: number; readonly last?: number }
}

/** All that a line of a ledger or a journal may say. */
interface Said {
  readonly image?: string
  readonly source?: string
  readonly learn?: { readonly image: string; readonly source: string }
  readonly facts?: Facts
  readonly id?: string | null
  readonly sent?: { readonly at: number; readonly last?: number }
  readonly put?: Put
  readonly move?: readonly { readonly put: Put }[]
}

function lines(path: string): Said[] {
  return (textOf(path) ?? '').split('\n').flatMap((line) => {
    const text = unsealed(line)
    try {
      const value: unknown = text === null ? null : JSON.parse(text)
      return typeof value === 'object' && value !== null ? [value] : []
    } catch (error) {
      // what cannot be read is what is being rebuilt
      if (error instanceof SyntaxError) return []
      throw error
    }
  })
}

/** Reads line by line what is sound in the memory of a folder, and refuses nothing. */
export function salvage(folder: string): Salvage {
  const said = [...lines(join(folder, 'ledger.ndjson')), ...lines(join(folder, 'journal', 'steps.ndjson'))]
  const images = said.flatMap(({ image, source, learn }): [string, string][] => {
    if (learn !== undefined) return [[learn.image, learn.source]]
    return image === undefined || source === undefined ? [] : [[image, source]]
  })
  const open = said.flatMap(({ id, sent, put, move }): Put[] => {
    if (move !== undefined) return move.map((each) => each.put)
    if (put !== undefined) return [put]
    return sent === undefined ? [] : [{ id: id ?? null, sent }]
  })
  const facts = said.reduce<Facts>((all, each) => ({ ...all, ...each.facts }), {})
  return {
    images: new Map(images),
    facts,
    sent: Math.max(0, ...open.flatMap(({ id, sent }) => (id === null && sent !== undefined ? [sent.last ?? sent.at] : []))),
  }
}

/** A memory that holds no entry and takes none: what to plan with where every object is to be found anew. */
export function withoutEntries({ images, facts }: Salvage): Ledger {
  const refuse = (): never => {
    throw new Error('this memory is for planning only')
  }
  return {
    entries: () => [],
    entry: () => undefined,
    put: refuse,
    move: refuse,
    drop: refuse,
    images: () => images,
    learn: refuse,
    facts: () => facts,
    note: refuse,
    durable: refuse,
    ahead: 0,
    save: refuse,
    state: () => ({ lineage: '', serial: '' }),
  }
}
