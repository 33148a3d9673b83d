import { kinds } from '../../kinds/index.ts'
import type { Kind, Resource } from '../../model/index.ts'
import { at, fieldIn, isProse, splitField } from '../../model/index.ts'
import { fresh, match } from '../../plan/index.ts'
import { fateOf, prove } from '../../prose/index.ts'
import type { VerifyRow } from '../../report/index.ts'
import { reader } from '../../sides/workspace/index.ts'
import { load } from '../config/load.ts'
import type { Door } from '../door.ts'
import { refuseStranger, rulesOf } from '../draw.ts'
import { readFiles } from '../files.ts'
import { memory, storeOf } from '../memory.ts'
import { only } from '../only.ts'
import { open } from '../open.ts'
import type { Given } from '../options.ts'
import { requestsLine } from '../requests.ts'
import { lookOf, reportIn, result } from '../result.ts'
import { wishes } from '../wishes.ts'

/** Proves for each text of the workspace whether Markdown can say it, by writing it down and reading it again. Writes nothing. */
export async function verify(given: Given, door: Door): Promise<number> {
  const project = await load(given, door)
  const opened = await open(project, given, door)
  try {
    const side = reader({ ...opened.options, signal: door.stop })
    door.atEnd(() => requestsLine(side.tally()))
    const [files, live] = await Promise.all([readFiles(project), side.read()])
    const within = only(given.list('only'), () => files)
    const wanted = wishes(project, opened.workspace, given, within)
    refuseStranger(live, wanted)
    const ledger = await memory(storeOf(project, opened.name, door), live.account.id, opened.workspace.sandbox === true, door)
    const rules = { ...rulesOf(wanted, live, ledger), defaults: {}, roots: files.rootsDigest }
    const matched = match(files, live, ledger.entries(), kinds, rules)
    const ours = [...matched.bound.values()].flatMap(({ live: object }) => (object === undefined ? [] : [object]))
    const texts = proved([...ours, ...fresh(matched, kinds, rules)], matched.memory.keys, project.config.locales.default).filter(
      ({ kind, key }) => within({ kind, key }),
    )
    const { id, region } = live.account
    const report = { workspace: { name: opened.name, id, region }, texts }
    result((await reportIn(given)).verify(report, lookOf(given, door)), given, door)
    return given.flag('detailed-exitcode') && texts.some(({ fate }) => fate === 'lossy') ? 2 : 0
  } finally {
    await opened.close()
  }
}

/** How each text of a workspace comes over, in the order of kinds, keys and locales. `keys`: `article:@1` → its key in the files. */
export function proved(resources: readonly Resource[], keys: ReadonlyMap<string, string>, main: string): readonly VerifyRow[] {
  const rows = resources.flatMap((resource) => {
    const kind: Kind | undefined = kinds.find(({ name }) => name === resource.kind)
    return kind?.body === undefined ? [] : textsOf(kind, resource, keys.get(at(resource)) ?? resource.key, main)
  })
  const order = (row: VerifyRow): string =>
    JSON.stringify([kinds.findIndex(({ name }) => name === row.kind), row.key, row.locale])
  return [...rows].sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

function textsOf(kind: Kind, { key: object, fields }: Resource, key: string, main: string): VerifyRow[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const [field, locale] = splitField(name)
    const prose = kind.body === undefined ? undefined : kind.fields[kind.body]
    if (field !== kind.body || prose?.is !== 'prose' || !isProse(value)) return []
    const blocks = prove(value.parts, prose.as)
    const own = kind.oneLocale === undefined ? undefined : fields[kind.oneLocale]
    const title = fields[fieldIn(kind.natural[0] as string, locale)]
    return {
      kind: kind.name,
      key,
      id: object.slice(1),
      locale: typeof own === 'string' ? own : (locale ?? main),
      title: typeof title === 'string' ? title : '',
      fate: fateOf(blocks),
      count: blocks.length,
      blocks: blocks.filter((block) => block.fate !== 'lossless'),
    }
  })
}
