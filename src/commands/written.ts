import type { Outcome, Run } from '../model/index.ts'
import { planDocument } from '../report/json/plan.ts'
import type { PlanReport } from '../report/index.ts'
import { serveImages } from '../sides/files/index.ts'
import type { WorkspaceSide } from '../sides/workspace/index.ts'
import { carryOut } from './carry-out.ts'
import type { Door } from './door.ts'
import type { Drawing } from './draw.ts'
import type { Given } from './options.ts'
import { progress } from './progress.ts'
import { publicAddress } from './public-images.ts'
import { recorded } from './recorded.ts'
import type { Survey } from './survey.ts'

/** Where a running apply says local images can be fetched. */
export interface Images {
  url(digest: string): string | null
  /** makes addresses hold that are about to end */
  fresh?(digests: readonly string[]): Promise<void>
}

/** Carries a survey's plan out with its local images within reach, and shows how far it is. */
export const written = (
  run: string,
  survey: Survey<WorkspaceSide>,
  images: { at?: Images },
  given: Given,
  door: Door,
): Promise<readonly Outcome[]> => withImages(survey, images, () => carried(run, survey, given, door))

async function carried(
  run: string,
  { drawing, side, report, store }: Survey<WorkspaceSide>,
  given: Given,
  door: Door,
): Promise<readonly Outcome[]> {
  const shown = progress(door, given.flag('quiet'), report.plan.levels.flat().length)
  let failed = 0
  const gentle = (): void => {
    shown.end()
    door.err.write('finishing what is under way; once more to stop at once\n')
  }
  door.stop.addEventListener('abort', gentle, { once: true })
  try {
    const now = (): string => new Date(door.now()).toISOString()
    return await recorded(await store.history(), runOf(run, now(), drawing, report, given), drawing, now, (heard) =>
      carryOut(drawing, side, {
        now: () => side.serverNow(),
        signal: door.stop,
        // a saved plan is old by the time it is carried out
        wary: report.saved !== undefined,
        said: (outcome) => {
          heard(outcome)
          if (outcome.failure !== undefined) failed += 1
          shown.step(() => trouble(failed, side.tally().throttled))
        },
      }),
    )
  } finally {
    door.stop.removeEventListener('abort', gentle)
    shown.end()
  }
}

/** What stands behind the bar of a run that has trouble: `  2 failed  throttled × 3`. */
export const trouble = (failed: number, throttled: number): string =>
  `${failed === 0 ? '' : `  ${failed} failed`}${throttled === 0 ? '' : `  throttled × ${throttled}`}`

const runOf = (id: string, at: string, drawing: Drawing, report: PlanReport, given: Given): Run => ({
  id,
  at,
  verb: drawing.undoes !== undefined ? 'rollback' : (drawing.verb ?? 'apply'),
  workspace: drawing.workspace.account.id,
  plan: planDocument(report).id,
  source: report.source,
  overrides: report.plan.overrides,
  flags: flagsIn(given),
  ...(drawing.undoes === undefined ? {} : { undoes: drawing.undoes }),
})

const flagsIn = (given: Given): string[] => [
  ...(['prune', 'keep-going', 'retry-blocked'] as const).flatMap((name) => (given.flag(name) ? [`--${name}`] : [])),
  ...(['allow', 'only'] as const).flatMap((name) => given.list(name).map((value) => `--${name} ${value}`)),
  ...[...given.commands].map((name) => `--${name}`),
]

// a workspace on this machine fetches local images from this run, any other from where the config says they are published
async function withImages<T>(survey: Survey<unknown>, images: { at?: Images }, work: () => Promise<T>): Promise<T> {
  const { opened, drawing, project, report } = survey
  const local = drawing.files.images
  if (local.size === 0) return await work()
  if (!opened.local) {
    const published = (digest: string): string | null =>
      publicAddress(project.config.assets.publicUrl, report.source.commit, local.get(digest))
    images.at = { url: drawing.address ?? published, ...(drawing.fresh === undefined ? {} : { fresh: drawing.fresh }) }
    return await work()
  }
  const served = await serveImages(local)
  images.at = served
  try {
    return await work()
  } finally {
    await served.close()
  }
}
