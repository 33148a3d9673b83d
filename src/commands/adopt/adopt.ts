import { at, type Adopt, type Ledger, type Resource } from '../../model/index.ts'
import { adoptDocument, adoptTable, type AdoptReport } from '../../report/adopt/index.ts'
import { Stop } from '../../model/index.ts'
import { reader } from '../../sides/workspace/index.ts'
import { confirmedTo } from '../confirm.ts'
import type { Door } from '../door.ts'
import type { Drawing } from '../draw.ts'
import { worst } from '../exits.ts'
import { hold } from '../hold.ts'
import type { Given } from '../options.ts'
import { standing } from '../plan.ts'
import { formatOf, lookOf, result } from '../result.ts'
import { survey } from '../survey.ts'
import { texted } from '../texted.ts'
import { keepDecisions } from './decisions.ts'
import { idsIn, tableOf } from './table.ts'

/** Remembers which files are which objects of a workspace, where that is sure and nothing differs; says of all others what they may be. Sends nothing. */
export async function adopt(given: Given, door: Door): Promise<number> {
  const dry = given.flag('dry-run')
  if (!dry && !given.flag('yes') && door.ask === null)
    throw new Stop(
      64,
      'adopt asks before it remembers anything, and there is nobody here to ask: look at adopt --dry-run, then adopt --yes',
    )
  return await survey(
    given,
    door,
    reader,
    async ({ project, opened, drawing }) => {
      const table = tableOf(drawing, opened, await idsIn(project))
      keepDecisions(table, given, door)
      result(tableText(table, given, door), given, door)
      const sure = equals(drawing)
      const codes = [...standing(drawing.plan), ...openExit(table)]
      if (dry || sure.length === 0) return worst(codes)
      if (!given.flag('yes') && !(await confirmedTo(`remember these ${sure.length}? (yes/no) `, door))) {
        door.err.write('nothing was remembered\n')
        return worst([...codes, 1])
      }
      remembered(sure, drawing, drawing.ledger)
      await drawing.ledger.save()
      door.err.write(`${sure.length} remembered; nothing was sent to ${opened.name}\n`)
      return worst(codes)
    },
    dry ? undefined : (store, work) => hold(store, door, work),
  )
}

/** The table in the format asked for. */
export const tableText = (table: AdoptReport, given: Given, door: Door): string =>
  formatOf(given) === 'json' ? `${JSON.stringify(adoptDocument(table), null, 2)}\n` : adoptTable(table, lookOf(given, door))

/** What a person has to decide ends a run with 5. */
export const openExit = ({ rows }: AdoptReport): number[] =>
  rows.some(({ standing: is }) => is !== 'equal' && is !== 'new') ? [5] : []

/** Those whose object is sure, with nothing that differs. */
export const equals = ({ plan }: Drawing): Adopt[] =>
  plan.levels.flat().flatMap((change) => (change.verb === 'adopt' && change.movedFrom === undefined ? [change] : []))

const updated = ({ stamp }: Resource): { updatedAt?: number } =>
  stamp?.updatedAt === undefined ? {} : { updatedAt: stamp.updatedAt }

/** Puts into a memory what is sure and equal, and that these files were looked at. */
export function remembered(sure: readonly Adopt[], { live, files, recognised }: Drawing, ledger: Ledger): void {
  const memory = texted(ledger, files)
  for (const { to, from, id, base } of sure)
    memory.put({
      kind: to.kind,
      key: to.key,
      id,
      base,
      seen: live.get(at(to))?.fields ?? from.fields,
      ...updated(live.get(at(to)) ?? from),
    })
  for (const [path, digest] of recognised) ledger.learn(path, digest)
  ledger.note({ ...ledger.facts(), roots: files.rootsDigest })
}
