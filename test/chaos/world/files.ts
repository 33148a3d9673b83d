import type { Block, Page, Repository } from '../../laws/world/repository.ts'
import { render } from '../../laws/world/render.ts'

/** An import source as the files name it. */
export interface Source {
  readonly url: string
  readonly status: 'active' | 'deactivated'
  readonly audiences: readonly string[]
}

/** The files of the repository as a value. */
export interface Files extends Repository {
  readonly sources: readonly Source[]
  /** how often the description of a folder changed */
  readonly counter: number
}

/** The first words of every text: which text it is can be read off wherever it stands. */
export const marked = (mark: number): Block => ({ is: 'text', words: `Mark ${mark}.` })

/** The mark of a text, where it has one. */
export function markIn(text: string): number | undefined {
  const [, mark] = /Mark (\d+)\./.exec(text) ?? []
  return mark === undefined ? undefined : Number(mark)
}

/** A text under a new mark. */
export const remarked = (blocks: readonly Block[], mark: number): readonly Block[] => [marked(mark), ...blocks.slice(1)]

const settings = (sources: readonly Source[]): string =>
  sources
    .map(({ url, status, audiences }) => `- url: ${url}\n  status: ${status}\n  audiences: ${JSON.stringify(audiences)}\n`)
    .join('')

/** The repository as text: path → content. */
export function laid(files: Files): Map<string, string> {
  const tree = render(files)
  const folders = tree.get('config/folders.yaml') ?? ''
  tree.set('config/folders.yaml', folders.replace('- name: Kitchen\n', `- name: Kitchen\n  description: Turn ${files.counter}\n`))
  tree.set('config/import-sources.yaml', settings(files.sources))
  return tree
}

/** Every text of the files by its mark. */
export const textsOf = (files: Files): [number, readonly Block[]][] =>
  [...files.pages.flatMap((page) => [page.blocks, ...(page.fr === undefined ? [] : [page.fr.blocks])])].flatMap((blocks) => {
    const [first] = blocks
    const mark = first !== undefined && 'words' in first ? markIn(first.words) : undefined
    return mark === undefined ? [] : [[mark, blocks]]
  })

/** The nth thing, counted around; undefined where there is none. */
export const nth = <T>(things: readonly T[], n: number): T | undefined => things[n % Math.max(1, things.length)]

/** A page with something changed. */
export const withPage = (files: Files, uid: number, change: (page: Page) => Page): Files => ({
  ...files,
  pages: files.pages.map((page) => (page.uid === uid ? change(page) : page)),
})
