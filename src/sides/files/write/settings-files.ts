import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parse } from 'yaml'
import type { Change, Kind, Resource } from '../../../model/index.ts'
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
    else shelves.push(shelfFile(kind, change.to, change.fields, origin, around))
  }
  const path = join(around.options.root, list)
  const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const text = editSettings(before, kind, inList, around.options.locales.default, around.spell)
  return [...(text === before ? [] : [{ file: list, text }]), ...shelves]
}

/** A folder that is a resource says of itself in a file of its own. */
function shelfFile(kind: Kind, to: Resource, fields: readonly string[], origin: string, around: Surroundings): Writing {
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
  const text = readFileSync(join(root, file), 'utf8')
  return { file, text: editYaml(text, entryEdits(kind, to.fields, fields, parse(text), locales.default, around.spell)) }
}
