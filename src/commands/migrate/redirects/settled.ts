import type { HelpCenter, Redirect } from '../../../sides/workspace/index.ts'
import { behind, homesOf, type Moved, type Pages } from './moved.ts'

/** What becomes of the old addresses in the second help center. */
export interface Settled {
  readonly missing: readonly Redirect[]
  /** those that lead where they should */
  readonly there: readonly Redirect[]
  /** those that lead to something else, which stays */
  readonly elsewhere: readonly Redirect[]
  /** old addresses that are pages of the second help center by themselves */
  readonly own: readonly string[]
  /** old addresses that are not the second help center's to redirect */
  readonly outside: readonly string[]
}

/** Decides for each old address; one on the domain that has moved to the second help center is meant as well. */
export function settled(pages: readonly Moved[], to: Pages, center: HelpCenter, known: readonly Redirect[]): Settled {
  const homes = homesOf(center)
  const domain = center.domain === null ? [] : [`https://${center.domain}`]
  const living = new Set([...to.answers].flatMap(([kind, items]) => items.map(({ id }) => `${kind}:${id}`)))
  const before = new Map(known.map((redirect) => [redirect.from, redirect]))
  const found = {
    missing: new Map<string, Redirect>(),
    there: new Map<string, Redirect>(),
    elsewhere: new Map<string, Redirect>(),
  }
  const [own, outside] = [new Set<string>(), new Set<string>()]
  for (const { kind, locale, from, path, target } of pages) {
    const meant = new Set([...from, ...domain.map((home) => `${home}${path}`)])
    for (const address of meant) {
      const at = before.get(address)
      const redirect = { from: address, locale, kind, target }
      if (behind(address, homes) === null) outside.add(address)
      else if (at !== undefined) (at.kind === kind && at.target === target ? found.there : found.elsewhere).set(address, at)
      else if (living.has(`${kind}:${idIn(path)}`)) own.add(address)
      else found.missing.set(address, redirect)
    }
  }
  const sorted = (all: ReadonlyMap<string, Redirect>): Redirect[] => [...all.values()].sort((a, b) => (a.from < b.from ? -1 : 1))
  return {
    missing: sorted(found.missing),
    there: sorted(found.there),
    elsewhere: sorted(found.elsewhere),
    own: [...own].sort(),
    outside: [...outside].sort(),
  }
}

const idIn = (path: string): string => /\/(\d+)(?:-[^/]*)?$/u.exec(path)?.[1] ?? ''
