import { splitField } from '../../model/index.ts'
import { localesOf } from '../canonical.ts'
import { shareOver } from './share.ts'
import type { Guard } from './scene.ts'

/** A locale vanishing from many of the objects that have it: a folder of translations that was not checked out must not look like a wish. */
export const locales: Guard = ({ decided, entries, kinds, rules }) =>
  kinds.flatMap((kind) => {
    const fading = decided.changes.flatMap((change) =>
      change.verb === 'update' && change.to.kind === kind.name
        ? change.fields.filter((name) => /^state@/u.test(name) && change.to.fields[name] === 'draft' && !(name in change.base))
        : [],
    )
    const found = [...new Set(fading.map((name) => splitField(name)[1] ?? ''))].sort()
    return found.flatMap((locale) => {
      const count = fading.filter((name) => name === `state@${locale}`).length
      const of = entries.filter((entry) => entry.kind === kind.name && localesOf(entry.base.fields()).has(locale)).length
      const what = `take the locale ${locale} from ${count} of ${of} ${kind.plural} that have it`
      return shareOver({ guard: 'deletes', by: 'deletes', count, of, what }, rules)
    })
  })
