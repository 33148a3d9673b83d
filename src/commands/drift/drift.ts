import { reader } from '../../sides/workspace/index.ts'
import { load } from '../config/load.ts'
import type { Door } from '../door.ts'
import { refuseStranger } from '../draw.ts'
import { worst } from '../exits.ts'
import { readFiles } from '../files.ts'
import { memory, storeOf } from '../memory.ts'
import { only } from '../only.ts'
import { open } from '../open.ts'
import type { Given } from '../options.ts'
import { progress } from '../progress.ts'
import { requestsLine } from '../requests.ts'
import { lookOf, reportIn, result } from '../result.ts'
import { keep } from '../state.ts'
import { wishes } from '../wishes.ts'
import { compared } from './compared.ts'
import { driftReport } from './report.ts'

/** Says what moved in the workspace since we last wrote, and who did it. Nothing here can write to the workspace. */
export async function drift(given: Given, door: Door): Promise<number> {
  const project = await load(given, door)
  const opened = await open(project, given, door)
  try {
    const shown = progress(door, given.flag('quiet'))
    const listing = ({ kind, count }: { kind: string; count: number }): void => {
      shown.says(`reading ${kind}: ${count}`)
    }
    const side = reader({ ...opened.options, signal: door.stop, progress: listing })
    door.atEnd(() => requestsLine(side.tally()))
    const [files, live] = await Promise.all([readFiles(project), side.read()]).finally(() => {
      shown.end()
    })
    const meant = only(given.list('only'), () => files)
    const wished = wishes(project, opened.workspace, given, meant)
    refuseStranger(live, wished)
    const ledger = await memory(storeOf(project, opened.name, door), live.account.id, opened.workspace.sandbox === true, door)
    keep(project.root, opened.cache, project.config.ledger)
    if (ledger.entries().length === 0)
      door.err.write(
        'nothing is remembered of this workspace, so nothing can have drifted: apply, pull or ledger rebuild first\n',
      )
    const found = compared(live, ledger, wished)
    const report = await driftReport(found, side, { live, files, opened, locale: wished.locale, now: door.now() })
    result((await reportIn(given)).drift(report, lookOf(given, door)), given, door)
    return worst([...(report.unread.length > 0 ? [69] : []), ...(report.drift.length > 0 ? [2] : [])])
  } finally {
    await opened.close()
  }
}
