import type { History } from './generate.ts'
import type { Block, Page } from './repository.ts'
import { answering, filedIn, headingOf, targetOf } from './repository.ts'

const links = (page: Page): Extract<Block, { is: 'link' }>[] => page.blocks.filter((block) => block.is === 'link')

/** Whether anchors lead from a page to others and back to it. */
function circle(pages: readonly Page[]): boolean {
  const next = (page: Page): Page[] =>
    links(page)
      .map((link) => ({ link, target: targetOf(link, pages) }))
      .filter(({ link, target }) => target !== page && headingOf(link, answering(target, 'en')) !== undefined)
      .map(({ target }) => target)
  return pages.some((start) => {
    const reached = new Set<Page>()
    const open = next(start)
    for (let page = open.pop(); page !== undefined; page = open.pop()) {
      if (page === start) return true
      if (reached.has(page)) continue
      reached.add(page)
      open.push(...next(page))
    }
    return false
  })
}

/** What a history has to have now and then, or the laws would hold for want of trouble. */
export const features: Readonly<Record<string, (history: History) => boolean>> = {
  'circle with anchors': ({ start }) => circle(start.pages),
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
