import type { Lock } from '../ledger/index.ts'
import { Stop, type Ledger, type Outcome, type Plan, type Run } from '../model/index.ts'
import { report as reports, type OutcomeReport, type PlanReport } from '../report/index.ts'
import { workspace, type WorkspaceSide } from '../sides/workspace/index.ts'
import { firstMeeting } from './adopt/first-meeting.ts'
import { confirmed } from './confirm.ts'
import type { Door } from './door.ts'
import { worst } from './exits.ts'
import type { Given } from './options.ts'
import { hold } from './hold.ts'
import { outcomeReport } from './outcome-report.ts'
import { pending, plan, standing } from './plan.ts'
import { formatOf, lookOf, reportIn, result } from './result.ts'
import { twiceRead } from './saved/pieces.ts'
import { savedRun, type SavedRun } from './saved/run.ts'
import { survey, type Sifting, type Survey } from './survey.ts'
import { written, type Images } from './written.ts'

/** Plans, guards, asks, writes, remembers, and says what became of each change. Of a saved plan it carries out exactly that. */
export async function apply(asked: Given, door: Door): Promise<number> {
  const saved = savedRun(asked, door)
  return await enact('apply', saved?.given ?? asked, door, saved)
}

/** Who is told of a run as values, besides those who read the screen. */
export interface Heard {
  readonly plan: (report: PlanReport) => void
  readonly outcome: (report: OutcomeReport) => void
}

/** Draws a plan, from the files or as `sifting` draws it, and carries it out. */
export async function enact(
  verb: Run['verb'],
  given: Given,
  door: Door,
  sifting?: SavedRun | Sifting,
  heard?: Heard,
): Promise<number> {
  const saved = sifting !== undefined && 'spend' in sifting ? sifting : undefined
  if (given.flag('dry-run')) return await plan(given, door, sifting, heard?.plan)
  if (!given.flag('yes') && door.ask === null) {
    throw new Stop(64, `${verb} asks before it writes, and there is nobody here to ask: look at the plan, then ${verb} --yes`)
  }
  const images: { at?: Images } = {}
  const held: { lock?: Lock; ledger?: Ledger } = {}
  const connect = (options: Parameters<typeof workspace>[0]): WorkspaceSide =>
    workspace({
      ...options,
      imageUrl: (digest) => images.at?.url(digest) ?? null,
      imagesReady: async (digests) => images.at?.fresh?.(digests),
      translations: () => held.ledger?.facts().translations,
      before: async () => held.lock?.check(),
    })
  let waited = false
  const carry = async (drawn: Survey<WorkspaceSide>): Promise<number | 'again'> => {
    const survey = saved === undefined ? drawn : { ...drawn, report: { ...twiceRead(drawn.report), saved: saved.id } }
    held.ledger = survey.drawing.ledger
    heard?.plan(survey.report)
    const young = Math.max(0, ...survey.report.plan.beside.flatMap(({ wait }) => wait ?? []))
    if (young > 0 && !waited && saved === undefined) {
      waited = true
      door.err.write(`an earlier run ended in the middle of a create, which may still arrive: planning again in ${young} s\n`)
      await door.sleep(young * 1000, door.stop)
      return 'again'
    }
    const report = await reportIn(given)
    const look = lookOf(given, door)
    const refused = refusals(survey.report.plan, given)
    const asking = !given.flag('yes') && pending(survey.report.plan)
    door.err.write(firstMeeting(survey.drawing, survey.opened.name))
    if (formatOf(given) === 'pretty') door.out.write(report.plan(survey.report, look))
    else if (refused.length > 0) result(report.plan(survey.report, look), given, door)
    else if (asking) door.err.write((await reports.pretty()).plan(survey.report, look))
    if (refused.length > 0 || !(await confirmed(survey.report, given, door))) {
      door.err.write('nothing was written\n')
      return worst([...refused, ...standing(survey.report.plan), 1])
    }
    const began = door.now()
    if (pending(survey.report.plan)) saved?.spend(survey.drawing.ledger)
    const run = door.unique()
    const outcomes = [...(saved?.left() ?? []), ...(await written(run, survey, images, given, door))]
    const seconds = (door.now() - began) / 1000
    const became = outcomeReport(run, survey, outcomes, seconds, door)
    heard?.outcome(became)
    const said = report.outcome(became, look)
    const worthSaying = outcomes.length > 0 || formatOf(given) === 'json' || given.text('out') !== undefined
    if (worthSaying) result(said, given, door)
    return worst([...(saved?.exits ?? []), ...standing(survey.report.plan), ...outcomes.map(exitOf), door.stop.aborted ? 130 : 0])
  }
  for (;;) {
    const code = await survey(
      given,
      door,
      connect,
      carry,
      (store, work) =>
        hold(store, door, (lock) => {
          held.lock = lock
          return work()
        }),
      sifting,
    )
    if (code !== 'again') return code
  }
}

// why nothing is written: guards, and files with errors unless the rest may go on
function refusals(plan: Plan, given: Given): number[] {
  const broken = plan.findings.some((finding) => finding.severity === 'error') && !given.flag('keep-going')
  return [...(broken ? [65] : []), ...plan.refusals.map(({ exit }) => exit)]
}

function exitOf({ status }: Outcome): number {
  switch (status) {
    case 'failed':
    case 'blocked':
    case 'not-started':
      return 1
    case 'conflict':
      return 5
    case 'applied':
    case 'adopted':
    case 'forgotten':
      return 0
  }
}
