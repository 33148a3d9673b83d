import { at, Stop } from '../../model/index.ts'
import { listeningLine, watchLine as jsonLine } from '../../report/json/watch.ts'
import { watchLine as prettyLine } from '../../report/pretty/watch.ts'
import { reader } from '../../sides/workspace/index.ts'
import { chosen, load, type Project } from '../config/load.ts'
import type { Door } from '../door.ts'
import { refuseStranger } from '../draw.ts'
import { compared } from '../drift/compared.ts'
import { readFiles } from '../files.ts'
import { memory, storeOf } from '../memory.ts'
import { only } from '../only.ts'
import { open, type Opened } from '../open.ts'
import type { Given } from '../options.ts'
import { requestsLine } from '../requests.ts'
import { formatOf } from '../result.ts'
import { portOf } from '../sandbox.ts'
import { keep } from '../state.ts'
import { wishes } from '../wishes.ts'
import { following } from './follow.ts'
import { listen } from './listen.ts'
import { looking } from './look.ts'
import { counting, noted } from './noted.ts'
import type { Notification } from './notification.ts'
import { secretFor } from './secret.ts'
import { taking } from './take.ts'

/** Takes notifications of Intercom until it is interrupted, and says what of them is drift. Nothing here can write to the workspace. */
export async function watch(given: Given, door: Door): Promise<number> {
  const path = given.text('path') ?? '/webhooks'
  if (!/^\/[\w./~-]*$/u.test(path)) throw new Stop(64, `--path: expected a path such as /webhooks, got ${JSON.stringify(path)}`)
  const place = { host: given.text('host') ?? '127.0.0.1', port: portOf(given), path }
  const project = await load(given, door)
  const secret = secretFor(chosen(project.config, given.text('workspace')).name, project.env)
  door.hide(secret)
  const opened = await open(project, given, door)
  try {
    return await watched(project, opened, { ...place, secret }, given, door)
  } finally {
    await opened.close()
  }
}

async function watched(
  project: Project,
  opened: Opened,
  place: Parameters<typeof listen>[0],
  given: Given,
  door: Door,
): Promise<number> {
  const side = reader({ ...opened.options, signal: door.stop })
  door.atEnd(() => requestsLine(side.tally()))
  const [files, live] = await Promise.all([readFiles(project), side.read()])
  const meant = only(given.list('only'), () => files)
  const wished = wishes(project, opened.workspace, given, meant)
  refuseStranger(live, wished)
  keep(project.root, opened.cache, project.config.ledger)
  const store = storeOf(project, opened.name, door)
  const remembered = (): ReturnType<typeof memory> => memory(store, live.account.id, opened.workspace.sandbox === true, door)
  const places = new Map(files.resources.flatMap((one) => (one.origin === undefined ? [] : [[at(one), one.origin] as const])))
  const look = looking({ side, live, memory: remembered, wishes: wished, places })
  const { run, wait } = project.config.watch
  const command = { run: run ?? '', wait: wait * 1000, cwd: project.root, workspace: opened.name }
  const follow = run === undefined ? undefined : following(command, door)
  const json = formatOf(given) === 'json'
  const work = taking({
    look,
    wait: wait * 1000,
    door,
    said: (moved) => {
      door.out.write((json ? jsonLine : prettyLine)({ ...moved, seenAt: new Date(door.now()).toISOString() }))
      follow?.tell(moved)
    },
  })
  const say = (text: string): void => {
    door.err.write(`${text}\n`)
  }
  const note = noted(live.account.id, say, given.flag('verbose'))
  const took = (notification: Notification): void => {
    const article = note(notification)
    if (article !== undefined) work.add(article)
  }
  const listening = await listen(place, took, counting(say))
  door.out.write(json ? listeningLine(listening.url) : `listening on ${listening.url}\n`)
  // the list is the truth: what happened while nobody listened
  for (const { kind, id } of compared(live, await remembered(), wished).drifted) if (kind === 'article') work.add(id)
  try {
    await work.ended
  } finally {
    await listening.close()
    await follow?.end()
  }
  return 0
}
