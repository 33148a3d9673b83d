export { files } from './files.ts'
export { locales, localeOf } from './locales.ts'
export type { FilesOptions, FilesWorld, LocalImage } from './options.ts'
export { serveImages } from './serve-images.ts'
