import { join } from 'node:path'
import { cacheFile } from '../ledger/index.ts'
import { files, type FilesRead } from '../sides/files/index.ts'
import type { Project } from './config/load.ts'
import { keep, places } from './state.ts'

/**
 * Reads the files of a project; what did not change since the last reading is not parsed again. `instead` are texts that count as what stands in
 * their files.
 */
export async function readFiles({ root, config }: Project, instead?: ReadonlyMap<string, string>): Promise<FilesRead> {
  const cache = cacheFile(join(places(root).cache, 'files.ndjson'))
  const { content, settings, locales, links, ids } = config
  const world = await files({
    root,
    content: content as Record<string, string>,
    settings,
    locales,
    links: links.check,
    cache,
    ...(ids === undefined ? {} : { ids }),
    ...(instead === undefined ? {} : { instead }),
  }).read()
  keep(root, cache, config.ledger)
  return world
}
