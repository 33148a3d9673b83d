import type { Door } from './door.ts'
import { parse } from './parse.ts'
import { report } from './trouble.ts'

/** Does what the arguments say and answers the exit code; whatever goes wrong is said on stderr. */
export async function run(args: readonly string[], version: string, door: Door): Promise<number> {
  try {
    const asked = await parse(args, version, door.out.columns)
    if ('verb' in asked) return await (await asked.verb.load()).run(asked.given, door)
    door.out.write(asked.print)
    return 0
  } catch (error) {
    return report(error, door)
  }
}
