import type { LocalImage } from '../options.ts'

/** How a file refers to an image: a local one by its path, a hosted one by its address without signature, any other by its own. */
export function hrefOfImage(
  image: string,
  images: ReadonlyMap<string, LocalImage>,
  hosted: (image: string) => string,
  relative: (file: string) => string,
): string {
  const local = images.get(image)
  return local === undefined ? hosted(image) : relative(local.path)
}
