import type { History } from './generate.ts'
import { anchored, filedIn } from './repository.ts'

/** What a history has to have now and then, or the laws would hold for want of trouble. */
export const features: Readonly<Record<string, (history: History) => boolean>> = {
  'circle with anchors': ({ start: { pages } }) =>
    pages.some((page) =>
      pages.some(
        (other) =>
          other !== page &&
          anchored(page, { page: other, locale: 'en' }, pages) &&
          anchored(other, { page, locale: 'en' }, pages),
      ),
    ),
  'several parents': ({ start }) => start.pages.some((page) => (filedIn(page)?.length ?? 0) > 1),
  'three levels': ({ start }) => start.pages.some((page) => page.shelf.split('/').length === 3),
  'two locales': ({ start }) => start.pages.some((page) => page.fr !== undefined),
  images: ({ start }) => start.pages.some((page) => page.blocks.some((block) => block.is === 'image')),
  'same titles': ({ start }) => new Set(start.pages.map((page) => page.title)).size < start.pages.length,
  'foreign objects': ({ foreign }) => foreign.some(({ is }) => is !== 'twin'),
  'foreign object of our title': ({ foreign }) => foreign.some(({ is }) => is === 'twin'),
  'renewed heading ids': ({ switches }) => switches.headingIds === 'regenerated',
  'teammate at work': ({ rounds }) => rounds.some(({ steps }) => steps.some((step) => step.do.startsWith('teammate-'))),
  'moved folder': ({ rounds }) => rounds.some(({ steps }) => steps.some((step) => step.do === 'move-folder')),
  prune: ({ rounds }) => rounds.some(({ prune, steps }) => prune && steps.some((step) => step.do === 'remove')),
}

/** The share of histories with each feature. */
export const shares = (histories: readonly History[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(features).map(([name, has]) => [name, histories.filter((history) => has(history)).length / histories.length]),
  )
