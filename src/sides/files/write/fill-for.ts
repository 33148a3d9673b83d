import { posix } from 'node:path'
import GithubSlugger from 'github-slugger'
import type { Ref, Resource } from '../../../model/index.ts'
import { at, fieldIn, isHeading, isProse } from '../../../model/index.ts'
import { readdress } from '../../../prose/index.ts'
import { layouts } from '../layout/index.ts'
import { hrefOfImage } from './image-href.ts'
import { asHref, fileFor } from './layout.ts'
import type { Fill } from './page-of.ts'
import { kindIn, type Surroundings } from './surroundings.ts'

/** A content file and what it holds. */
export interface Page {
  readonly file: string
  readonly of: Ref
  readonly locale: string
}

/** How links and images are written in a file: as paths to other files where there are any. */
export function fillFor(
  page: Page,
  pages: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, Resource>,
  around: Surroundings,
  places: ReadonlyMap<string, string>,
): Fill {
  const main = around.options.locales.default
  const relative = (file: string): string => asHref(posix.relative(posix.dirname(page.file), file))
  return {
    link: ({ link, locale = main, anchor, fragment }) => {
      const own = pages.get(`${at(link)}@${locale}`)
      const file = own ?? pages.get(`${at(link)}@${main}`)
      if (file === undefined) return folderOf(link, pages, around, relative) ?? around.url(link, locale, fragment)
      const slug =
        anchor === undefined ? undefined : slugOf(after.get(at(link)), own === undefined ? main : locale, anchor, around)
      const hash = slug === undefined ? '' : `#${slug}`
      return file === page.file && hash !== '' ? hash : `${relative(file)}${hash}`
    },
    image: ({ image }) => hrefOfImage(image, around.images, around.hosted, relative),
    ...(layouts[around.options.locales.layout].namesLinks === true && { finish: naming(page, places, around) }),
  }
}

/** Links to files of what has an id say that id in their titles, as Intercom's git layout wants them. */
function naming(page: Page, places: ReadonlyMap<string, string>, around: Surroundings): (markdown: string) => string {
  const idOf = (place: string): string | undefined => around.here.get(place)?.pinned ?? around.ids?.get(place)
  return (markdown) =>
    readdress(markdown, ({ of, address }) => {
      if (of !== 'link' || /^(?:[a-z][a-z\d+.-]*:|#|\/)/iu.test(address)) return null
      const place = places.get(posix.join(posix.dirname(asHref(page.file)), address.replace(/[?#].*$/u, '')))
      const id = place === undefined ? undefined : idOf(place)
      if (place === undefined || id === undefined) return null
      return { address, title: `intercom:${place.slice(0, place.indexOf(':'))}:${id}` }
    })
}

/** The resource each file is of, by the file as a link writes it. */
export const placesOf = (pages: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...pages].map(([place, file]) => [asHref(file), place.slice(0, place.lastIndexOf('@'))]))

/** The anchor GitHub gives a heading (`Fees#0`) of a resource in one locale. */
function slugOf(target: Resource | undefined, locale: string, anchor: string, around: Surroundings): string | undefined {
  if (target === undefined) return undefined
  const { body } = kindIn(target, around)
  const value = target.fields[fieldIn(body ?? '', locale === around.options.locales.default ? undefined : locale)]
  if (!isProse(value)) return undefined
  const slugger = new GithubSlugger()
  for (const part of value.parts) {
    if (!isHeading(part)) continue
    const slug = slugger.slug(part.heading.slice(0, part.heading.lastIndexOf('#')))
    if (part.heading === anchor) return slug
  }
  return undefined
}

/** The folder that is a resource, where there is content in it. */
function folderOf(
  link: Ref,
  pages: ReadonlyMap<string, string>,
  around: Surroundings,
  relative: (file: string) => string,
): string | undefined {
  const holder = around.kinds.find(({ home }) => home.in === 'content' && home.directories === link.kind)
  if (holder === undefined) return undefined
  const folder = fileFor(holder, around.places.shelves.get(at(link)) ?? link.key, undefined, around.options).replace(
    /\.md$/u,
    '/',
  )
  const filled = [...pages.values()].some((file) => file.startsWith(folder))
  return filled ? `${relative(folder) || '.'}/` : undefined
}
