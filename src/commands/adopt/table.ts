import { kindOf, kinds } from '../../kinds/index.ts'
import { at, type Fields, type Resource } from '../../model/index.ts'
import { pairing, titleOf, type Candidate, type Paired } from '../../plan/index.ts'
import type { AdoptReport, AdoptRow, May } from '../../report/adopt/index.ts'
import type { Project } from '../config/load.ts'
import type { Drawing } from '../draw.ts'
import { readFiles } from '../files.ts'
import type { Opened } from '../open.ts'

/** The ids that files name, whether or not the config says that they count: as evidence they do. */
export async function idsIn(project: Project): Promise<ReadonlyMap<string, string>> {
  const { resources } = await readFiles({ ...project, config: { ...project.config, ids: 'front-matter' } })
  return new Map(resources.flatMap((file) => (file.pinned === undefined ? [] : [[at(file), file.pinned]])))
}

/** What a drawn plan knows, and beyond it what can be told, of files and objects nobody remembers. */
export function tableOf(
  drawing: Drawing,
  { name, look }: Pick<Opened, 'name' | 'look'>,
  ids: ReadonlyMap<string, string>,
): AdoptReport {
  const { paired, foreign } = pairing(drawing, kinds, ids)
  const { account, skipped } = drawing.workspace
  return {
    workspace: { name, id: account.id, region: account.region, ...(look === undefined ? {} : { look }) },
    rows: paired.map(row),
    foreign: foreign.map((live) => ({ kind: live.kind, ...object(live) })),
    skipped,
  }
}

const titled = (kind: string, fields: Fields): string => titleOf(kindOf(kind), fields)

const object = (live: Resource): Omit<May, 'reasons'> => ({
  id: live.key.slice(1),
  title: titled(live.kind, live.fields),
  url: live.stamp?.url ?? null,
})

const may = ({ live, evidence }: Candidate): May => ({
  ...object(live),
  reasons: { ...evidence, members: evidence.members ?? null },
})

const row = ({ want, standing, candidates, fields, says }: Paired): AdoptRow => ({
  kind: want.kind,
  key: want.key,
  file: want.origin?.file ?? null,
  line: want.origin?.line ?? null,
  title: titled(want.kind, want.fields),
  standing,
  objects: candidates.map(may),
  fields,
  says: says ?? null,
})
