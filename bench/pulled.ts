import type { Part } from '../src/model/index.ts'
import { fromHtml, fromMarkdown, toHtml, toMarkdown, type Draft } from '../src/prose/index.ts'
import { barePull } from './bare-pull.ts'

// as a workspace has them: every link leads to a page of its own
const page = 'https://intercom.help/sandbox/en/articles/'
const part = (draft: Draft): Part => {
  if (typeof draft === 'string') return draft
  if ('heading' in draft) return { heading: draft.heading }
  return 'href' in draft ? { link: { kind: 'article', key: draft.href } } : { image: draft.src }
}
const sent = {
  heading: () => null,
  link: ({ link }: { link: { key: string } }) => page + encodeURIComponent(link.key),
  image: ({ image }: { image: string }) => image,
}
const wire = {
  link: (href: string) => (href.startsWith(page) ? { link: { kind: 'article', key: href.slice(page.length) } } : null),
  image: (src: string) => src,
}

/** A body of a file as the HTML a workspace answers. */
export const answered = (body: string): string =>
  toHtml(fromMarkdown(body, { as: 'html', takeTitle: false, firstLine: 1 }).parts.map(part), sent)

/** What becomes of HTML when it is pulled: by a pipeline that does as little as it can, and by ours. */
export const pulls = {
  bare: barePull,
  'ours, read only': (html: string) => fromHtml(html, wire),
  ours: (html: string) => toMarkdown(fromHtml(html, wire), sent),
} as const
