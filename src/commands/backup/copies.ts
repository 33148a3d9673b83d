import { kinds } from '../../kinds/index.ts'
import type { World } from '../../model/index.ts'
import { match, type Rules } from '../../plan/index.ts'
import type { FilesWorld, LocalImage, Places } from '../../sides/files/index.ts'
import { hostedAt, type WorkspaceWorld } from '../../sides/workspace/index.ts'
import type { Settled } from '../config/schema.ts'
import { pulling } from '../pull/pulling.ts'
import type { Packed } from './pack.ts'

const nothing: World = { resources: [], findings: [], complete: new Set(), skipped: [] }

/** How a workspace is read where nothing is remembered of it and nothing wished. */
export const plainRules = (world: WorkspaceWorld, locale: string, images: ReadonlyMap<string, string>): Rules => {
  const ours = world.helpCenters.find((center) => center.ours)
  return {
    prune: false,
    drift: 'keep',
    allow: new Set(),
    limits: { deletes: '100%', updates: '100%' },
    defaults: {},
    only: () => true,
    locale,
    map: {},
    images,
    facts: {},
    roots: '',
    commands: new Set(),
    locales: ours?.locales ?? [],
    retryBlocked: false,
    ...(ours === undefined ? {} : { helpCenter: ours.id }),
    now: world.serverTime,
    timeout: world.timeout,
    admin: world.account.admin,
    rate: 1,
  }
}

/** The content of a workspace as a repository: the files a pull writes where there are none. `images`: digest → where a copy of it is kept. */
export function copies(
  world: WorkspaceWorld,
  rules: Rules,
  images: ReadonlyMap<string, LocalImage>,
  { content, settings, locales }: Pick<Settled, 'content' | 'settings' | 'locales'>,
): Packed[] {
  const empty: FilesWorld & { places: Places } = {
    ...nothing,
    images,
    ignored: [],
    parsed: 0,
    files: 0,
    rootsDigest: '',
    places: { pages: new Map(), shelves: new Map() },
  }
  const hosted = (image: string): string => (image.startsWith('cdn:') ? hostedAt(image) : image)
  const matched = match(nothing, world, [], kinds, rules)
  // a folder nobody has: nothing there is in the way
  const options = { root: '/nowhere', content: content as Record<string, string>, settings, locales }
  return pulling(empty, world, matched, rules, hosted, options).writings.flatMap(({ file, text }) =>
    text === null ? [] : [{ path: `files/${file}`, content: text }],
  )
}
