import type { Refusal } from '../../model/index.ts'
import { children } from './children.ts'
import { duplicates } from './duplicates.ts'
import { empty } from './empty.ts'
import { listing } from './listing.ts'
import { locales } from './locales.ts'
import { precious } from './precious.ts'
import type { Guard, Scene } from './scene.ts'
import { deletes, unpublish, updates } from './share.ts'
import { takeovers } from './takeovers.ts'

const guards: readonly Guard[] = [empty, listing, deletes, updates, unpublish, takeovers, duplicates, children, precious, locales]

/** The reasons not to carry these changes out, each with its numbers and the exact way to go on. */
export const guard = (scene: Scene): Refusal[] => guards.flatMap((each) => each(scene))
