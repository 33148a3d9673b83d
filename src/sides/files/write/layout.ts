import { posix } from 'node:path'
import type { Kind } from '../../../model/index.ts'
import { layouts } from '../layout/index.ts'
import type { FilesOptions } from '../options.ts'

type Laid = Pick<FilesOptions, 'content' | 'locales'>

const rootOf = (kind: Kind, { content }: Laid): string => {
  const root = kind.home.in === 'content' ? content[kind.home.root] : undefined
  if (root === undefined) throw new Error(`${kind.plural} have no content root`)
  return posix.normalize(root.replaceAll('\\', '/')).replace(/\/$/u, '')
}

/** The file of a path below a content root in one locale; undefined: the default one. */
export function fileFor(kind: Kind, path: string, locale: string | undefined, options: Laid): string {
  const root = rootOf(kind, options)
  const { default: main, layout } = options.locales
  if (root.includes('{locale}')) return posix.join(root.replaceAll('{locale}', locale ?? main), `${path}.md`)
  return posix.join(root, layouts[layout].file(path, main, locale))
}

/** The file of another locale beside one in the default locale, which may stand in any of the places a layout allows. */
export function besideFile(kind: Kind, file: string, locale: string, options: Laid): string {
  const root = rootOf(kind, options)
  const { default: main, layout } = options.locales
  if (root.includes('{locale}')) {
    const [here, there] = [main, locale].map((one) => root.replaceAll('{locale}', one))
    return file.replace(here as string, () => there as string)
  }
  return posix.join(root, layouts[layout].beside(posix.relative(root, file), main, locale))
}

/** A path as a link writes it. */
export const asHref = (path: string): string =>
  path.replaceAll(/[%#?\s()<>"\\]/gu, (sign) =>
    encodeURIComponent(sign).replace(/[()]/u, (one) => `%${one.charCodeAt(0).toString(16)}`),
  )
