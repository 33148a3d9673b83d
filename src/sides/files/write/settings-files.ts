import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parse } from 'yaml'
import type { Change, Kind, Update } from '../../../model/index.ts'
import { clashing, settled } from '../merge/settings.ts'
import { editYaml } from './edit-yaml.ts'
import { editSettings, entry, entryEdits } from './settings-edit.ts'
import type { Surroundings, Writing } from './surroundings.ts'

/** The files of a kind that lives in a list, or in folders that say of themselves what they are. */
export function settingsFiles(kind: Kind, changes: readonly Change[], around: Surroundings): Writing[] {
  if (kind.home.in !== 'settings') return []
  const list = posix.join(around.options.settings, kind.home.file)
  const inList: Change[] = []
  const shelves: Writing[] = []
  for (const change of changes) {
    const origin = change.verb === 'update' ? change.from.origin?.file : undefined
    if (change.verb !== 'update' || origin === undefined || origin === list) inList.push(change)
    else shelves.push(shelfFile(kind, change, origin, around))
  }
  const path = join(around.options.root, list)
  const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const edit = (text: string, some: readonly Change[]): string =>
    editSettings(text, kind, some, around.options.locales.default, around.spell)
  const { text, fought } = clashing(
    edit(
      before,
      inList.map((change) => settled(change, around)),
    ),
    inList,
    edit,
    around,
  )
  return [...(text === before ? [] : [{ file: list, text, ...(fought.length === 0 ? {} : { fought }) }]), ...shelves]
}

/** A folder that is a resource says of itself in a file of its own. */
function shelfFile(kind: Kind, change: Update, origin: string, around: Surroundings): Writing {
  const { to } = change
  const { root, locales } = around.options
  const isFile = /\.ya?ml$/u.test(origin)
  const file = isFile ? origin : posix.join(origin, `_${kind.name}.yaml`)
  if (!isFile && !existsSync(join(root, file))) {
    const values = Object.entries(entry(kind, to, '', around.spell)).filter(([word]) => word !== 'key')
    return {
      file,
      text: editYaml(
        '',
        values.map(([word, value]) => ({ path: [word], value })),
      ),
    }
  }
  const edit = (text: string, some: readonly Change[]): string =>
    some.reduce(
      (now, one) =>
        one.verb === 'update'
          ? editYaml(now, entryEdits(kind, one.to.fields, one.fields, parse(now), locales.default, around.spell))
          : now,
      text,
    )
  const now = readFileSync(join(root, file), 'utf8')
  const { text, fought } = clashing(edit(now, [settled(change, around)]), [change], edit, around)
  return { file, text, ...(fought.length === 0 ? {} : { fought }) }
}
