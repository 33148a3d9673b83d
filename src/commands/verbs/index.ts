import { commandFlags, specials, type Option } from '../options.ts'
import { adopt } from './adopt.ts'
import { apply } from './apply.ts'
import { backup } from './backup.ts'
import { check } from './check.ts'
import { convert } from './convert.ts'
import { drift } from './drift.ts'
import { init } from './init.ts'
import { ledgerBind } from './ledger-bind.ts'
import { ledgerHistory } from './ledger-history.ts'
import { ledgerRebuild } from './ledger-rebuild.ts'
import { ledgerShow } from './ledger-show.ts'
import { ledgerUnlock } from './ledger-unlock.ts'
import { migrate } from './migrate.ts'
import { plan } from './plan.ts'
import { pull } from './pull.ts'
import { restore } from './restore.ts'
import { rollback } from './rollback.ts'
import { sandbox } from './sandbox.ts'
import { watch } from './watch.ts'
import type { Verb } from './verb.ts'

export type { Run, Verb } from './verb.ts'

/** Every verb there is, in the order the help lists them. Each is loaded only when it is asked for. */
export const verbs: readonly Verb[] = [
  init,
  check,
  plan,
  apply,
  adopt,
  pull,
  drift,
  watch,
  migrate,
  convert,
  backup,
  restore,
  rollback,
  sandbox,
  ledgerShow,
  ledgerRebuild,
  ledgerHistory,
  ledgerUnlock,
  ledgerBind,
]

/** The flags a verb takes besides those every verb takes. */
export const flagsOf = (verb: Verb): Readonly<Record<string, Option>> => ({
  ...Object.fromEntries(verb.takes.map((name) => [name, specials[name]])),
  ...(verb.commands === true ? commandFlags : {}),
})
