import type { SavedPlanDocument } from '../../report/json/schemas.ts'
import { Stop } from '../../model/index.ts'
import type { Allow, Rules } from '../../plan/index.ts'
import type { Wishes } from '../draw.ts'
import { commandFlags, type Given } from '../options.ts'

type Said = SavedPlanDocument['saved']['rules']

/** What a plan was drawn with, as it is saved. `admin` is the token's own teammate, author of what names none. */
export const saidOf = (wishes: Omit<Wishes, 'only'>, given: Given, admin: string): Said => ({
  prune: wishes.prune,
  drift: wishes.drift,
  limits: { ...wishes.limits },
  allow: [...wishes.allow].sort(),
  only: [...given.list('only')],
  keepGoing: given.flag('keep-going'),
  retryBlocked: wishes.retryBlocked,
  commands: [...wishes.commands].sort(),
  locale: wishes.locale,
  state: wishes.state,
  author: wishes.author ?? `@${admin}`,
  map: Object.fromEntries(Object.entries(wishes.map).map(([kind, names]) => [kind, { ...names }])),
})

/** What the saved rules decide of a run, whatever the config says by now. */
export const wishesOf = ({ prune, drift, limits, allow, retryBlocked, commands, locale, state, author, map }: Said) => ({
  prune,
  drift,
  limits,
  allow: new Set(allow as readonly Allow[]),
  retryBlocked,
  commands: new Set(commands) satisfies Rules['commands'],
  locale,
  state,
  author,
  map,
})

/** What was asked for, with the flags the plan was drawn with. Throws Stop 64 for flags that would make it another plan. */
export function asSaved(given: Given, path: string, workspace: string, said: Said): Given {
  const more = (['prune', 'keep-going', 'retry-blocked'] as const).filter((name) => given.flag(name))
  const lists = (['only', 'allow'] as const).filter((name) => given.list(name).length > 0)
  const [flag] = [...more, ...lists, ...Object.keys(commandFlags).filter((name) => given.commands.has(name))]
  if (flag !== undefined)
    throw new Stop(
      64,
      `apply ${path}: a saved plan is carried out as it was drawn, and --${flag} would make it another. Nothing was written. Plan again with --${flag}`,
    )
  const own: Readonly<Record<string, boolean>> = {
    prune: said.prune === true,
    'keep-going': said.keepGoing,
    'retry-blocked': said.retryBlocked,
  }
  return {
    ...given,
    flag: (name) => own[name] ?? given.flag(name),
    list: (name) => (name === 'accept' ? [] : said[name]),
    text: (name) => (name === 'workspace' ? workspace : given.text(name)),
    commands: new Set(said.commands),
  }
}
