import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Stop } from '../../model/index.ts'
import type { SavedPlanDocument } from '../../report/json/schemas.ts'
import { startingIn } from '../config/load.ts'
import type { Door } from '../door.ts'
import type { Given } from '../options.ts'
import { apart } from './apart.ts'
import { unbroken } from './seal.ts'

const newest = 1

/** Reads a saved plan. Throws Stop 64 where there is no such file, 65 for what is none or from a newer version, 5 for one that was altered. */
export function recall(path: string, given: Given, door: Door): SavedPlanDocument {
  const bytes = bytesOf(path, resolve(startingIn(given, door), path))
  const head = bytes.toString('utf8', 0, 100)
  const sound = unbroken(bytes)
  if (sound === undefined && !/^\s*\{\s*"format":\s*"content-sync\/plan"/u.test(head))
    throw new Stop(65, `${path}: expected a plan saved with plan --out, got something else. Nothing was written`)
  const document = parsed(bytes, sound === true)
  if (document !== undefined && document.version > newest)
    throw new Stop(
      65,
      `${path}: saved by a newer content-sync (plan version ${document.version}, this one reads up to ${newest}). Nothing was written. Use that version`,
    )
  if (sound === undefined && document !== undefined && document.saved === undefined)
    throw new Stop(
      65,
      `${path}: a plan to read, printed with --format json; only one saved with plan --out can be carried out. Nothing was written`,
    )
  if (sound !== true || document?.saved === undefined)
    throw new Stop(
      5,
      `${path}: altered since it was saved, its digest is another than the one it bears. Nothing was written. Plan again and leave the file as it is`,
    )
  return { ...document, version: newest, saved: document.saved }
}

function bytesOf(path: string, file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new Stop(64, `apply ${path}: cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

/** A plan as far as a file may be one. */
type Read = Omit<SavedPlanDocument, 'version' | 'saved'> & {
  readonly version: number
  readonly saved?: SavedPlanDocument['saved']
}

function parsed(bytes: Buffer, sealed: boolean): Read | undefined {
  try {
    return (sealed ? apart(bytes) : JSON.parse(bytes.toString('utf8'))) as Read
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
