import type { Page, Repository, Text } from './repository.ts'
import { titled } from './repository.ts'

/** What may happen between two runs, in the files or in Intercom. `n` counts around among the pages. */
export type Step =
  | {
      readonly do:
        | 'retitle'
        | 'rewrite'
        | 'rehead'
        | 'flip'
        | 'retag'
        | 'describe'
        | 'neglect'
        | 'rename'
        | 'translate'
        | 'forget-french'
        | 'repaint'
        | 'resnip'
        | 'resource'
        | 'remove'
      readonly n: number
    }
  | { readonly do: 'move'; readonly n: number; readonly shelf: string }
  | { readonly do: 'move-folder'; readonly from: string; readonly n: number }
  | { readonly do: 'add'; readonly page: Omit<Page, 'uid' | 'name'> }
  | { readonly do: Teammate; readonly n: number }

export type Teammate =
  'teammate-retitles' | 'teammate-rewrites' | 'teammate-tags' | 'teammate-files' | 'teammate-deletes' | 'teammate-agrees'

export const isTeammate = (step: Step): step is Extract<Step, { do: Teammate }> => step.do.startsWith('teammate-')

/** The page a step means. */
export function meant(step: { n: number }, all: Repository): Page {
  const page = all.pages[step.n % all.pages.length]
  if (page === undefined) throw new Error('a repository without pages')
  return page
}

const added = (text: Text, n: number): Text['blocks'] => [...text.blocks, { is: 'text', words: `Added later, time ${n}.` }]

/** A page after a step of its own. */
function changed(page: Page, step: Extract<Step, { n: number }>, pages: number): Page {
  switch (step.do) {
    case 'retitle':
      return { ...page, title: `New title ${step.n}` }
    case 'rewrite':
      return { ...page, blocks: added(page, step.n) }
    case 'rehead':
      return {
        ...page,
        blocks: page.blocks.map((block) => (block.is === 'heading' ? { ...block, text: `${block.text} now` } : block)),
      }
    case 'flip':
      return { ...page, state: page.state === 'draft' ? 'published' : 'draft' }
    case 'retag':
      return { ...page, tags: page.tags?.includes('cake') ? [] : ['cake', 'bread'] }
    case 'describe':
      return { ...page, description: page.description === '' ? 'Described.' : '' }
    case 'neglect':
      return { ...page, description: undefined, tags: undefined, audiences: undefined, folder: undefined }
    case 'rename':
      return { ...page, name: `${page.name}-r${step.n}` }
    case 'translate':
      return { ...page, fr: page.fr ?? { title: page.title, blocks: [...page.blocks, { is: 'link', to: step.n, anchor: 0 }] } }
    case 'forget-french':
      return { ...page, fr: undefined }
    case 'move':
      return { ...page, shelf: step.shelf }
    default:
      throw new Error(`${step.do} of ${pages} pages is no step of a page`)
  }
}

/** A repository after a step in the files. `uid` is that of a page that comes new. */
export function take(step: Step, all: Repository, uid: number): Repository {
  switch (step.do) {
    case 'add':
      return { ...all, pages: titled([...all.pages, { ...step.page, uid, name: `page-${uid}` }]) }
    case 'remove':
      return all.pages.length < 2 ? all : { ...all, pages: titled(all.pages.filter((page) => page !== meant(step, all))) }
    case 'move-folder': {
      const to = `${step.from}-${step.n}`
      const moved = (shelf: string): string =>
        shelf === step.from || shelf.startsWith(`${step.from}/`) ? `${to}${shelf.slice(step.from.length)}` : shelf
      return {
        ...all,
        pages: titled(all.pages.map((page) => ({ ...page, shelf: moved(page.shelf) }))),
        shelves: new Map([...all.shelves].map(([shelf, name]) => [moved(shelf), name])),
      }
    }
    case 'repaint': {
      const picture = step.n % all.pictures.size
      return { ...all, pictures: new Map(all.pictures).set(picture, (all.pictures.get(picture) ?? 0) + 1) }
    }
    case 'resnip':
      return { ...all, snippets: all.snippets.map((each) => ({ ...each, words: `${each.words} And ${step.n} more.` })) }
    case 'resource':
      return { ...all, source: all.source === undefined ? undefined : `https://status.example.com/${step.n}` }
    default: {
      const page = 'n' in step ? meant(step, all) : undefined
      const pages = all.pages.map((each) => (each === page ? changed(each, step, all.pages.length) : each))
      return { ...all, pages: titled(pages) }
    }
  }
}
