import { closeSync, openSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { Stop } from '../model/index.ts'
import { report, type Look, type Report } from '../report/index.ts'
import { startingIn } from './config/load.ts'
import type { Door } from './door.ts'
import { formats, type Format, type Given } from './options.ts'

/** The reports in the format asked for. */
export const reportIn = (given: Given): Promise<Report> => report[formatOf(given)]()

/** The format asked for; pretty when nothing is said. */
export const formatOf = (given: Given): Format => formats.find((format) => format === given.text('format')) ?? 'pretty'

/** How texts on stdout are laid out; a file gets no colours. */
export const lookOf = (given: Given, door: Door): Look => ({
  colour: door.out.colour && given.text('out') === undefined,
  columns: Math.min(Math.max(door.out.columns, 60), 140),
  verbose: given.flag('verbose'),
})

/** Writes the result: to `--out`, else to stdout. */
export function result(text: string, given: Given, door: Door): void {
  const out = given.text('out')
  if (out === undefined) door.out.write(text)
  else save(out, [text], given, door)
}

/** Writes a file named on the command line, piece by piece. Throws Stop(64) where it cannot be written. */
export function save(path: string, pieces: Iterable<string>, given: Given, door: Door): void {
  try {
    const file = openSync(resolve(startingIn(given, door), path), 'w')
    try {
      for (const piece of pieces) writeSync(file, door.redacted(piece))
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw new Stop(64, `--out ${path}: cannot be written: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
