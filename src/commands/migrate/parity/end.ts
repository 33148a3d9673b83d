import { join } from 'node:path'
import { cacheFile } from '../../../ledger/index.ts'
import { Refused, sha256 } from '../../../model/index.ts'
import { imageFetcher, reader, type Account, type HelpCenter } from '../../../sides/workspace/index.ts'
import type { Project } from '../../config/load.ts'
import type { Door } from '../../door.ts'
import { open, type Opened } from '../../open.ts'
import type { Given } from '../../options.ts'
import { keep, places } from '../../state.ts'
import { gathering } from '../gathering.ts'
import { about } from '../origin.ts'
import type { Pages } from '../redirects/moved.ts'
import { picked, picks, type Picked } from './picked.ts'
import { seen, type Renamed, type Seen } from './seen.ts'
import { spool } from './spool.ts'

/** What stands for the bytes of an image: their digest, the address of one that is not hosted, or why they were not to be had. */
export type Shown = { readonly digest: string } | { readonly fault: string }

/** One end of a comparison, read once. */
export interface End {
  readonly account: Account
  readonly helpCenters: readonly HelpCenter[]
  /** `kind:id` → the object */
  readonly objects: ReadonlyMap<string, Seen>
  /** kind → how many objects its list holds */
  readonly listed: ReadonlyMap<string, number>
  /** kind → why the token is not given its list */
  readonly refused: ReadonlyMap<string, string>
  /** an image as a text has it → what its bytes are */
  readonly image: (image: string) => Shown
  readonly pages: Pages
  readonly opened: Opened
  close(): Promise<void>
}

const atOnce = 12

/** Reads an end: each list once, page by page, nothing kept of a body but its facts; its images are fetched meanwhile. */
export async function end(project: Project, given: Given, name: string, door: Door, renamed?: Renamed): Promise<End> {
  const opened = await open(project, about(given, name), door)
  const words = spool(join(places(project.root).cache, `words.${door.unique()}`))
  const close = async (): Promise<void> => {
    words.close()
    await opened.close()
  }
  try {
    const side = reader({ ...opened.options, signal: door.stop })
    const fetch = imageFetcher({ ...opened.options, signal: door.stop })
    // a cache keeps what a run asked it for: that of the workspace would lose its texts here
    const digested = cacheFile(join(places(project.root).ledger(name), 'cache', 'images.ndjson'))
    const images = gathering<Shown>(async (image, signature) => {
      const known = digested.get(image) ?? opened.cache.get(`image/${image}`)
      if (typeof known === 'string') return { digest: known }
      const got = await fetch(image, signature)
      if ('fault' in got) return { fault: got.fault }
      const digest = sha256(got.bytes)
      digested.set(image, digest)
      return { digest }
    }, atOnce)
    const { account, helpCenters } = await side.where()
    const main = helpCenters.find(({ ours }) => ours)?.locales[0] ?? 'en'
    const how = { main, lay: words.lay, sighted: images.sighted }
    const refused = new Map<string, string>()
    const lists = await Promise.all(
      Object.keys(picks).map(async (kind): Promise<readonly Picked[]> => {
        try {
          return await side.taken(kind, (item) => picked(kind, item, how))
        } catch (error) {
          if (!(error instanceof Refused)) throw error
          // not an empty list: whether it can be left out is for whoever knows both ends
          refused.set(kind, `${error.failure.status} ${error.failure.code}: ${error.message}`)
          return []
        }
      }),
    )
    const digests = await images.done()
    keep(project.root, digested, project.config.ledger)
    return {
      account,
      helpCenters,
      objects: seen(lists.flat(), renamed),
      listed: new Map(Object.keys(picks).map((kind, n) => [kind, lists[n]?.length ?? 0])),
      refused,
      image: (image) => digests.get(image) ?? { digest: image },
      pages: {
        helpCenters,
        answers: new Map(Object.keys(picks).map((kind, n) => [kind, (lists[n] ?? []).flatMap(({ page }) => page ?? [])])),
      },
      opened,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
