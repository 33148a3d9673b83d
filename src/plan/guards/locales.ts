import type { Guard } from './scene.ts'
import { over } from './share.ts'

/** A locale vanishing from many objects at once. */
export const locales: Guard = (scene) => {
  const { decided, entries, rules } = scene
  if (rules.allow.has('deletes')) return []
  const fading = decided.changes.filter(
    (change) =>
      change.verb === 'update' &&
      change.fields.some((name) => name.startsWith('state@') && change.to.fields[name] === 'draft' && !(name in change.base)),
  )
  const managed = entries.filter((entry) => entry.id !== null).length
  return over(fading.length, managed, rules.limits.deletes)
    ? [
        {
          guard: 'deletes',
          exit: 3,
          override: '--allow deletes',
          says: `a locale vanishes from ${fading.length} of ${managed} objects, above the limit of ${rules.limits.deletes}. To go on: --allow deletes`,
        },
      ]
    : []
}
