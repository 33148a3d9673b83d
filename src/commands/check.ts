import { kinds } from '../kinds/index.ts'
import { load } from './config/load.ts'
import type { Door } from './door.ts'
import { readFiles } from './files.ts'
import type { Given } from './options.ts'
import { lookOf, reportIn, result } from './result.ts'

/** Reads the files alone and says what is wrong with them. */
export async function check(given: Given, door: Door): Promise<number> {
  const project = await load(given, door)
  const [world, report] = [await readFiles(project), await reportIn(given)]
  const found = Object.fromEntries(
    kinds.map((kind) => [kind.plural, world.resources.filter((resource) => resource.kind === kind.name).length] as const),
  )
  result(report.check({ ...world, found }, lookOf(given, door)), given, door)
  return world.findings.some((finding) => finding.severity === 'error') ? 65 : 0
}
