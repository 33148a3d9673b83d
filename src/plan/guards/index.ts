import type { Refusal } from '../../model/index.ts'
import { children } from './children.ts'
import { duplicates } from './duplicates.ts'
import { empty } from './empty.ts'
import { listing } from './listing.ts'
import { locales } from './locales.ts'
import { precious } from './precious.ts'
import type { Found, Guard, Scene } from './scene.ts'
import { deletes, unpublish, updates } from './share.ts'
import { takeovers } from './takeovers.ts'

const guards: readonly Guard[] = [empty, listing, deletes, updates, unpublish, takeovers, duplicates, children, precious, locales]

const told = ({ guard, exit, fact, advice, numbers, pass }: Found): Refusal => ({
  guard,
  exit,
  ...(pass === undefined ? {} : { override: pass.by }),
  ...(numbers === undefined ? {} : { numbers }),
  says: pass?.given ? `${fact}, allowed by ${pass.by}` : `${fact}. ${advice}`,
})

/** What keeps files from being written: half a list, and too many of them to be deleted. */
const beforeFiles: readonly Guard[] = [listing, deletes]

/** The reasons not to carry something out, and those that someone let pass. */
export interface Guarded {
  readonly refusals: readonly Refusal[]
  readonly overrides: readonly Refusal[]
}

/** The reasons not to carry these changes out, each with its numbers and the exact way to go on; beside them those that someone let pass. */
export const guard = (scene: Scene): Guarded => judged(guards, scene)

/** The same for changes of the files' side. */
export const guardFiles = (scene: Scene): Guarded => judged(beforeFiles, scene)

function judged(asked: readonly Guard[], scene: Scene): Guarded {
  const found = asked.flatMap((each) => each(scene))
  const passes = ({ pass }: Found): boolean => pass?.given === true
  return { refusals: found.filter((each) => !passes(each)).map(told), overrides: found.filter(passes).map(told) }
}
