import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LinkPart, Part } from '../../src/model/index.ts'
import type { Draft, Fill, Wire } from '../../src/prose/index.ts'

const home = 'https://bakery.example/help/'

const toArticle = (key: string): LinkPart => ({ link: { kind: 'article', key } })

/** Holes as a file's neighbours would fill them: every relative link leads to the article of its own name. */
export const resolved = (drafts: readonly Draft[]): Part[] =>
  drafts.map((draft) => {
    if (typeof draft === 'string') return draft
    if ('heading' in draft) return { heading: draft.heading }
    return 'href' in draft ? toArticle(draft.href) : { image: draft.src }
  })

/** Fills holes so that `wire` reads them back as they were. */
export const fill: Fill = {
  heading: () => null,
  link: ({ link: target }: LinkPart) => home + encodeURIComponent(target.key),
  image: ({ image }) => image,
}

export const wire: Wire = {
  link: (href) => (href.startsWith(home) ? toArticle(decodeURIComponent(href.slice(home.length))) : null),
  image: (src) => src,
}

/** Options of an article of which the body begins at line 1. */
export const article = { as: 'html', takeTitle: false, firstLine: 1 } as const

const folder = fileURLToPath(new URL('../../../shared/corpora', import.meta.url))

/** Bodies of the real help center beside the project; null (and a printed message) where it is absent. */
export function realBodies(): { readonly file: string; readonly body: string }[] | null {
  let files: string[]
  try {
    files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    console.log('skipped: no real help center in ../shared/corpora')
    return null
  }
  return files.map((file) => ({ file, body: readFileSync(`${folder}/${file}`, 'utf8').replace(/^---\n[^]*?\n---\n/u, '') }))
}
