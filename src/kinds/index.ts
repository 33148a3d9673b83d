import type { Kind } from '../model/index.ts'
import { article } from './article.ts'
import { audience } from './audience.ts'
import { author } from './author.ts'
import { collection } from './collection.ts'
import { folder } from './folder.ts'
import { importSource } from './import-source.ts'
import { macro } from './macro.ts'
import { snippet } from './snippet.ts'
import { tag } from './tag.ts'

/** Every kind of content this house knows, in the order people read them. */
export const kinds = [
  article,
  collection,
  folder,
  snippet,
  importSource,
  tag,
  audience,
  author,
  macro,
] as const satisfies readonly Kind[]

/** A kind by its name. Throws for a name that is no kind: that is a bug, not content. */
export function kindOf(name: string): Kind {
  const kind = kinds.find((kind) => kind.name === name)
  if (kind === undefined) throw new Error(`no kind is called ${name}`)
  return kind
}
