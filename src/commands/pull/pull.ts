import { kinds } from '../../kinds/index.ts'
import type { Change, Outcome, Plan } from '../../model/index.ts'
import { Stop } from '../../model/index.ts'
import { match, type Rules } from '../../plan/index.ts'
import type { PlanReport } from '../../report/index.ts'
import { put, refuseEdited, untouched, type FilesOptions } from '../../sides/files/index.ts'
import { hostedAt, reader } from '../../sides/workspace/index.ts'
import { load, type Project } from '../config/load.ts'
import { confirmedTo } from '../confirm.ts'
import type { Door } from '../door.ts'
import { refuseStranger, rulesOf } from '../draw.ts'
import { worst } from '../exits.ts'
import { readFiles } from '../files.ts'
import { hold } from '../hold.ts'
import { memory, storeOf } from '../memory.ts'
import { only } from '../only.ts'
import { progress } from '../progress.ts'
import { open, type Opened } from '../open.ts'
import type { Given } from '../options.ts'
import { planDocument } from '../../report/json/plan.ts'
import { gallery } from './gallery.ts'
import { guarded } from './guard.ts'
import { illustrated, toFetch, type Unfetched } from './illustrated.ts'
import { asMerged, type Conflicts } from './merging.ts'
import { pulling, remember, type Differing, type Pulling } from './pulling.ts'
import { recognised } from './recognised.ts'
import { requestsLine } from '../requests.ts'
import { lookOf, reportIn, result } from '../result.ts'
import { source } from '../source.ts'
import { keep } from '../state.ts'
import { texted } from '../texted.ts'
import { wishes } from '../wishes.ts'
import { verify } from './verify.ts'

/** Takes over into the files what moved in the workspace: new objects get files, edits go into the lines they are about. Writes nothing to the workspace. */
export async function pull(given: Given, door: Door): Promise<number> {
  if (given.flag('verify')) return verify(given, door)
  const dry = given.flag('dry-run')
  conflictsIn(given)
  if (!dry && !given.flag('yes') && door.ask === null)
    throw new Stop(
      64,
      'pull asks before it writes files, and there is nobody here to ask: look at pull --dry-run, then pull --yes',
    )
  const project = await load(given, door)
  const opened = await open(project, given, door)
  try {
    return dry ? await pulled(project, opened, given, door) : await held(project, opened, given, door)
  } finally {
    await opened.close()
  }
}

const held = (project: Project, opened: Opened, given: Given, door: Door): Promise<number> =>
  hold(storeOf(project, opened.name, door), door, () => pulled(project, opened, given, door))

const hosted = (image: string): string => (image.startsWith('cdn:') ? hostedAt(image) : image)

/** Where files are written. */
export const filesOptions = ({
  root,
  config,
}: Project): Pick<FilesOptions, 'root' | 'content' | 'settings' | 'locales'> & { readonly lossy: 'text' | 'metadata' } => ({
  root,
  lossy: config.pull.lossy,
  content: config.content as Record<string, string>,
  settings: config.settings,
  locales: config.locales,
})

async function pulled(project: Project, opened: Opened, given: Given, door: Door): Promise<number> {
  const speaking = { ...opened.options, signal: door.stop }
  const hung = gallery(speaking)
  const side = reader({ ...speaking, sighted: hung.sighted })
  door.atEnd(() => requestsLine(side.tally()))
  const began = door.now()
  const [files, live] = await Promise.all([readFiles(project), side.read()])
  const wanted = wishes(
    project,
    opened.workspace,
    given,
    only(given.list('only'), () => files),
  )
  refuseStranger(live, wanted)
  const ledger = await memory(storeOf(project, opened.name, door), live.account.id, opened.workspace.sandbox === true, door)
  keep(project.root, opened.cache, project.config.ledger)
  const remembered: Rules = {
    ...rulesOf(wanted, live, ledger),
    defaults: {},
    roots: files.rootsDigest,
    ...(files.texts === undefined ? {} : { texts: files.texts }),
    ...(given.flag('merge') ? { merge: true } : {}),
  }
  const seen = await recognised(match(files, live, ledger.entries(), kinds, remembered), ledger.images(), hung)
  const rules: Rules = seen.size === 0 ? remembered : { ...remembered, images: new Map([...ledger.images(), ...seen]) }
  const matched = match(files, live, ledger.entries(), kinds, rules)
  const drawn = pulling(files, live, matched, rules, hosted, filesOptions(project), conflictsIn(given))
  const before = untouched(project.root, drawn.writings, files.digests)
  const guards = guarded(drawn.pulled, files, live, matched, ledger, rules)
  for (const { kind, why } of live.skipped) door.err.write(`${kind}: not read (${why})\n`)
  const report = await reported({ ...planOf(drawn, files.findings), ...guards }, project, opened, live.account, door)
  const codes = standing(report.plan)
  const coming = given.text('images') === 'urls' ? [] : toFetch(drawn, ledger, hung)
  const text = (await reportIn(given)).plan(report, lookOf(given, door))
  const fetches = coming.length === 0 ? '' : `${counted(coming.length, 'image')} to fetch from Intercom\n`
  if (given.flag('dry-run')) {
    result(text, given, door)
    door.err.write(fetches)
    return worst([...codes, given.flag('detailed-exitcode') && drawn.pulled.changes.length > 0 ? 2 : 0])
  }
  const asks = `write ${counted(drawn.writings.length, 'file')}${coming.length === 0 ? '' : ` and ${counted(coming.length, 'image')}`}? (yes/no) `
  if (given.text('format') !== 'json') door.out.write(text)
  const refused = guards.refusals.map(({ exit }) => exit)
  if (refused.length > 0) {
    if (given.text('format') === 'json') result(text, given, door)
    door.err.write('nothing was written\n')
    return worst([...codes, ...refused])
  }
  if (drawn.pulled.changes.length === 0) return worst(codes)
  if (!given.flag('yes') && !(await confirmedTo(asks, door))) {
    door.err.write('nothing was written\n')
    return worst([...codes, 1])
  }
  const shown = progress(door, given.flag('quiet'), coming.length)
  for (const [path, digest] of seen) ledger.learn(path, digest)
  const { found, unfetched } = await illustrated(drawn, coming, { side, ...hung }, ledger, filesOptions(project), () => {
    shown.step()
  }).finally(() => {
    shown.end()
  })
  door.err.write(unfetched.map(stays).join(''))
  refuseEdited(project.root, before)
  put(project.root, found.writings)
  // somebody may have saved one of them by now: what is remembered is what was written
  const written = new Map(found.writings.flatMap(({ file, text }) => (text === null ? [] : [[file, text] as const])))
  const now = await readFiles(project, written)
  const differing = remember(found, now, live, rules, hosted, texted(ledger, now))
  await ledger.save()
  if (given.text('format') === 'json') {
    const outcomes = found.pulled.changes.map(outcomeOf)
    const seconds = (door.now() - began) / 1000
    const { workspace } = report
    const said = {
      run: door.unique(),
      plan: planDocument(report).id,
      workspace,
      outcomes,
      requests: side.tally(),
      seconds,
      interrupted: false,
    }
    result((await reportIn(given)).outcome(said, lookOf(given, door)), given, door)
  } else door.out.write(summary(found, differing))
  return worst(codes)
}

const stays = ({ file, address, fault }: Unfetched): string =>
  `${file}: ${address} stays in Intercom, it could not be fetched: ${fault}\n`

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

function conflictsIn(given: Given): Conflicts {
  const named = given.text('conflicts')
  if (named !== undefined && !given.flag('merge'))
    throw new Stop(64, '--conflicts says where pull --merge puts what clashes; add --merge')
  return named === 'files' ? 'files' : 'markers'
}

function planOf({ pulled: { changes: all, beside, unchanged }, writings }: Pulling, findings: Plan['findings']): Plan {
  const changes = all.map((change) => asMerged(change, writings))
  const verb = (name: Change['verb']): number => changes.filter((change) => change.verb === name).length
  const why = (name: string): number => beside.filter((one) => one.why === name).length
  return {
    levels: changes.length === 0 ? [] : [changes],
    fixes: [],
    remember: [],
    beside,
    findings: findings.filter(({ severity }) => severity === 'error'),
    refusals: [],
    overrides: [],
    counts: {
      create: verb('create'),
      update: verb('update'),
      delete: verb('delete'),
      adopt: verb('adopt'),
      forget: 0,
      unchanged,
      conflict: why('conflict'),
      blocked: why('blocked'),
      drift: why('drift'),
      orphan: why('orphan'),
      becomePublic: 0,
    },
    cost: { requests: 0, seconds: 0 },
  }
}

async function reported(
  plan: Plan,
  { root }: Project,
  { name, look }: Opened,
  account: { readonly id: string; readonly region: string },
  door: Door,
): Promise<PlanReport> {
  return {
    plan,
    workspace: { name, id: account.id, region: account.region, ...(look === undefined ? {} : { look }) },
    source: await source(root),
    createdAt: new Date(door.now()).toISOString(),
  }
}

const standing = ({ findings, beside }: Plan): number[] => [
  ...(findings.length > 0 ? [65] : []),
  ...(beside.some(({ why }) => why === 'conflict') ? [5] : []),
]

const outcomeOf = (change: Change): Outcome => ({
  change,
  status: change.verb === 'adopt' ? 'adopted' : 'applied',
  id: change.verb === 'update' || change.verb === 'adopt' || change.verb === 'delete' ? change.id : null,
})

/** What was written, and what Markdown could not say. */
function summary({ writings }: Pulling, differing: readonly Differing[]): string {
  const gone = writings.filter(({ text }) => text === null).length
  const lossy = writings.flatMap(({ file, blocks = [] }) =>
    blocks
      .filter(({ fate }) => fate === 'lossy')
      .map(({ line, kind, says }) => `  ${file}: block at line ${line} of the text (${kind}): ${says ?? ''}`),
  )
  return [
    `${counted(writings.length - gone, 'file')} written${gone === 0 ? '' : `, ${gone} deleted`}`,
    ...(lossy.length === 0 ? [] : ['not said whole by Markdown; Intercom keeps it until the file is edited:', ...lossy]),
    ...differing.map(
      ({ kind, key, fields }) => `  ${kind} ${key}: the files say ${fields.join(', ')} in another way than Intercom`,
    ),
    '',
  ].join('\n')
}
