import { withoutEntries, type Salvage, type Store } from '../../ledger/index.ts'
import { Stop } from '../../model/index.ts'
import { reader } from '../../sides/workspace/index.ts'
import { equals, openExit, remembered, tableText } from '../adopt/adopt.ts'
import { keepDecisions } from '../adopt/decisions.ts'
import { idsIn, tableOf } from '../adopt/table.ts'
import { load, type Project } from '../config/load.ts'
import type { Door } from '../door.ts'
import { draw, type Drawing } from '../draw.ts'
import { worst } from '../exits.ts'
import { readFiles } from '../files.ts'
import { hold } from '../hold.ts'
import { storeOf } from '../memory.ts'
import { open, type Opened } from '../open.ts'
import type { Given } from '../options.ts'
import { gallery } from '../pull/gallery.ts'
import { recognised } from '../pull/recognised.ts'
import { requestsLine } from '../requests.ts'
import { standing } from '../plan.ts'
import { result } from '../result.ts'
import { wishes } from '../wishes.ts'

/** Makes the memory of a workspace anew from the workspace and the files: what is surely the same and equal is bound, the rest is listed. */
export async function ledgerRebuild(given: Given, door: Door): Promise<number> {
  const dry = given.flag('dry-run')
  if (!dry && !given.flag('yes') && door.ask === null)
    throw new Stop(
      64,
      'ledger rebuild asks before it replaces the memory, and there is nobody here to ask: look at --dry-run, then --yes',
    )
  const project = await load(given, door)
  const opened = await open(project, given, door)
  try {
    const store = storeOf(project, opened.name, door)
    const drawn = (): Promise<Drawing> => drawnAnew(project, opened, store, given, door)
    if (dry) return await said(await drawn(), project, opened, given, door)
    return await hold(store, door, async () => rebuilt(await drawn(), project, opened, store, given, door))
  } finally {
    await opened.close()
  }
}

async function drawnAnew(project: Project, opened: Opened, store: Store, given: Given, door: Door): Promise<Drawing> {
  const options = { ...opened.options, signal: door.stop }
  const hung = gallery(options)
  const side = reader({ ...options, sighted: hung.sighted })
  door.atEnd(() => requestsLine(side.tally()))
  const remembered = await store.workspace()
  const left = await store.salvage()
  const drawing = await draw(
    { read: () => readFiles(project) },
    side,
    (id) => {
      if (remembered === null || remembered === id) return withoutEntries(left)
      throw new Stop(
        77,
        `what is remembered is of workspace ${remembered}, the token opens ${id}. Nothing was changed. Use the token of ${remembered}, or another name for this workspace in sync.config.ts`,
      )
    },
    wishes(project, opened.workspace, given, () => true),
    (matched, images) => recognised(matched, images, hung),
  )
  refuse(drawing, left)
  return drawing
}

function refuse({ plan, workspace }: Drawing, { sent }: Salvage): void {
  const wrong = plan.findings.filter(({ severity }) => severity === 'error').length
  if (wrong > 0)
    throw new Stop(
      65,
      `the files have ${wrong === 1 ? 'an error' : `${wrong} errors`} (content-sync check). Nothing was changed. Mend them first`,
    )
  const young = sent + workspace.timeout + 2 - workspace.serverTime
  if (sent > 0 && young > 0)
    throw new Stop(
      69,
      `a run ended in the middle of a create, which may still arrive. Nothing was changed. Run again in ${Math.ceil(young)} s`,
    )
}

/** Says what is bound and what is left to decide; answers the exit code. */
async function said(drawing: Drawing, project: Project, opened: Opened, given: Given, door: Door): Promise<number> {
  const table = tableOf(drawing, opened, await idsIn(project))
  keepDecisions(table, given, door)
  result(tableText(table, given, door), given, door)
  return worst([...standing(drawing.plan), ...openExit(table)])
}

async function rebuilt(
  drawing: Drawing,
  project: Project,
  opened: Opened,
  store: Store,
  given: Given,
  door: Door,
): Promise<number> {
  const code = await said(drawing, project, opened, given, door)
  const question = `make the memory of ${opened.name} anew? What is there is put aside (yes/no) `
  const yes = given.flag('yes') || (door.ask !== null && /^y(es)?$/iu.test((await door.ask(question)).trim()))
  if (!yes) {
    door.err.write('nothing was changed\n')
    return 1
  }
  const left = await store.salvage()
  const aside = await store.aside()
  const ledger = await store.open(drawing.workspace.account.id)
  remembered(equals(drawing), drawing, ledger)
  for (const [image, source] of left.images) ledger.learn(image, source)
  ledger.note({ ...left.facts, roots: drawing.files.rootsDigest })
  await ledger.save()
  door.err.write(`the memory of ${opened.name} is new; the old one is in ${aside}\n`)
  return code
}
