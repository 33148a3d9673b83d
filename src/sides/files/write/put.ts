import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Stop } from '../../../model/index.ts'
import { within } from '../list.ts'
import type { Writing } from './surroundings.ts'

/** Writes files, each whole or not at all; folders that become empty go. Throws Stop 65 for a file that would be outside of the root. */
export function put(root: string, writings: readonly Writing[]): void {
  for (const { file } of writings)
    if (!within(root, join(root, file))) throw new Stop(65, `${file}: leads out of the repository; nothing was written`)
  for (const { file, text } of writings) {
    const path = join(root, file)
    if (text === null) remove(root, path)
    else {
      mkdirSync(dirname(path), { recursive: true })
      const whole = unused(`${path}.new`)
      writeFileSync(whole, text)
      // who may read or run a file is not the text's to say
      if (existsSync(path)) chmodSync(whole, statSync(path).mode)
      renameSync(whole, path)
    }
  }
}

/** A name nobody's file has. */
function unused(name: string): string {
  let free = name
  for (let n = 2; existsSync(free); n += 1) free = `${name}-${n}`
  return free
}

function remove(root: string, path: string): void {
  rmSync(path, { force: true })
  for (let folder = dirname(path); folder !== root && within(root, folder); folder = dirname(folder)) {
    if (!existsSync(folder) || readdirSync(folder).length > 0) return
    rmdirSync(folder)
  }
}
