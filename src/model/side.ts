import type { Create, Delete, Update } from './change.ts'
import type { Names } from './names.ts'
import type { Resource, World } from './resource.ts'

/** A side one can read. What is handed to `plan` has no way to write. */
export interface Readable {
  read(): Promise<World>
}

/** The answer to a write: the id, and the object as the other side has it now, under `@<id>` (null after a delete). */
export interface Answer {
  readonly id: string
  readonly seen: Resource | null
}

/** A side one can write. It keeps nothing between calls: ids, headings and image paths come in with `names`. Throws `Refused`. */
export interface Side extends Readable {
  write(change: Create | Update | Delete, names: Names): Promise<Answer>
}
