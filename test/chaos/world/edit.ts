import type { Page } from '../../laws/world/repository.ts'
import { titled } from '../../laws/world/repository.ts'
import type { FileCommand } from './command.ts'
import { marked, nth, remarked, withPage, type Files, type Source } from './files.ts'

/** What a new thing is made of: a number nothing else has. */
export type Fresh = () => number

const flipped = (page: Page): Page['state'] => (page.state === 'draft' ? 'published' : 'draft')

/** A page after an edit of its own. */
function edited(what: FileCommand['do'], page: Page, fresh: Fresh): Page {
  switch (what) {
    case 'edit':
      return { ...page, blocks: remarked(page.blocks, fresh()) }
    case 'retitle':
      return { ...page, title: `Title ${fresh()}` }
    case 'describe':
      return { ...page, description: `Described ${fresh()}` }
    case 'flip':
      return { ...page, state: flipped(page) }
    case 'retag':
      return { ...page, tags: page.tags?.includes('cake') ? ['bread'] : ['cake', `tag-${fresh() % 3}`] }
    case 'rename':
      return { ...page, name: `${page.name.replace(/-r\d+$/, '')}-r${fresh()}` }
    case 'rename-edit':
      return { ...page, name: `${page.name.replace(/-r\d+$/, '')}-r${fresh()}`, blocks: remarked(page.blocks, fresh()) }
    case 'translate':
      return {
        ...page,
        fr: page.fr ?? { title: `${page.title} fr`, blocks: [marked(fresh()), { is: 'link', to: 0, anchor: 0 }] },
      }
    case 'edit-french':
      return page.fr === undefined ? page : { ...page, fr: { ...page.fr, blocks: remarked(page.fr.blocks, fresh()) } }
    case 'drop-french':
      return { ...page, fr: undefined }
    default:
      throw new Error(`${what} is no edit of a page`)
  }
}

/** Two files whose contents change places. */
function swapped(files: Files, a: Page, b: Page): Files {
  const into = (place: Page, content: Page): Page => ({ ...content, uid: place.uid, name: place.name, shelf: place.shelf })
  return { ...files, pages: files.pages.map((page) => (page === a ? into(a, b) : page === b ? into(b, a) : page)) }
}

function moved(files: Files, from: string, to: string): Files {
  const place = (shelf: string): string =>
    shelf === from || shelf.startsWith(`${from}/`) ? `${to}${shelf.slice(from.length)}` : shelf
  return {
    ...files,
    pages: files.pages.map((page) => ({ ...page, shelf: place(page.shelf) })),
    shelves: new Map([...files.shelves].map(([shelf, name]) => [place(shelf), name])),
  }
}

function settings(command: FileCommand, files: Files, fresh: Fresh): Files {
  const snippet = nth(files.snippets, command.n)
  const source = nth(files.sources, command.n)
  const snippets = (change: (one: Files['snippets'][number]) => Files['snippets'][number]): Files => ({
    ...files,
    snippets: files.snippets.map((each) => (each === snippet ? change(each) : each)),
  })
  const sources = (change: (one: Source) => Source): Files => ({
    ...files,
    sources: files.sources.map((each) => (each === source ? change(each) : each)),
  })
  switch (command.do) {
    case 'snippet-edit':
      return snippets((each) => ({ ...each, words: `Mark ${fresh()}.` }))
    case 'snippet-rename':
      return snippets((each) => ({ ...each, name: `${each.name.replace(/-r\d+$/, '')}-r${fresh()}` }))
    case 'snippet-new': {
      const uid = fresh()
      const locale = uid % 3 === 0 ? 'fr' : 'en'
      const made = { uid, name: `short-${uid}`, title: `Short ${uid}`, words: `Mark ${fresh()}.`, locale } as const
      return { ...files, snippets: [...files.snippets, made] }
    }
    case 'snippet-delete':
      return { ...files, snippets: files.snippets.filter((each) => each !== snippet) }
    case 'source-new':
      return {
        ...files,
        sources: [...files.sources, { url: `https://news.example.com/${fresh()}`, status: 'active', audiences: [] }],
      }
    case 'source-delete':
      return { ...files, sources: files.sources.filter((each) => each !== source) }
    case 'source-audience':
      return sources((each) => ({ ...each, audiences: each.audiences.length === 0 ? ['Beta testers'] : [] }))
    case 'source-move':
      return sources((each) => ({ ...each, url: `https://moved.example.com/${fresh()}` }))
    case 'folder-edit':
      return { ...files, counter: fresh() }
    default:
      throw new Error(`${command.do} is no edit of settings`)
  }
}

function page(command: FileCommand, files: Files, fresh: Fresh): Files {
  const one = nth(files.pages, command.n)
  if (one === undefined) return files
  switch (command.do) {
    case 'move':
      return withPage(files, one.uid, (each) => ({ ...each, shelf: command.shelf }))
    case 'delete':
      return files.pages.length < 4 ? files : { ...files, pages: files.pages.filter((each) => each !== one) }
    case 'swap': {
      const other = nth(files.pages, command.m)
      return other === undefined || other === one ? files : swapped(files, one, other)
    }
    case 'new': {
      const uid = fresh()
      const made: Page = {
        ...one,
        uid,
        name: `page-${uid}`,
        title: `Page ${uid}`,
        shelf: command.shelf,
        blocks: [marked(fresh()), { is: 'heading', text: 'Price' }, { is: 'link', to: command.n, anchor: 0 }],
        fr: undefined,
      }
      return { ...files, pages: [...files.pages, made] }
    }
    default:
      return withPage(files, one.uid, (each) => edited(command.do, each, fresh))
  }
}

/** The files after an edit; `past` are the states they had before, the newest first. */
export function take(command: FileCommand, files: Files, past: readonly Files[], fresh: Fresh): Files {
  switch (command.do) {
    case 'revert':
      return past[command.n] ?? files
    case 'move-folder': {
      const shelf = nth([...new Set(files.pages.map((each) => each.shelf).filter((each) => each !== ''))], command.n)
      // three levels are all there may be
      return shelf === undefined ? files : told(moved(files, shelf, `${shelf.replace(/-m\d+$/, '')}-m${command.m}`))
    }
    case 'snippet-edit':
    case 'snippet-new':
    case 'snippet-rename':
    case 'snippet-delete':
    case 'source-new':
    case 'source-delete':
    case 'source-audience':
    case 'source-move':
    case 'folder-edit':
      return settings(command, files, fresh)
    default:
      return told(page(command, files, fresh))
  }
}

const told = (files: Files): Files => ({ ...files, pages: titled(files.pages) })
