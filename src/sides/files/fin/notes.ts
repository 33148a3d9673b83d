import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import fastGlob from 'fast-glob'
import type { Finding } from '../../../model/index.ts'
import type { Pair } from '../located.ts'
import { pairOf } from '../located.ts'
import type { FilesOptions } from '../options.ts'
import type { Page } from '../sheet.ts'
import type { Meta } from './meta.ts'
import { keptInMeta, keptInTexts } from './words.ts'

const note = (rule: string, file: string, line: number, message: string): Finding => ({
  severity: 'note',
  rule,
  file,
  line,
  message,
})
const counted = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`

/** What Intercom's git layout says and nothing here can set, once a word. */
export function notes(metas: readonly Meta[], pages: readonly Page[], options: FilesOptions): Finding[] {
  const texts = pages.map(({ place, parsed }) => ({ file: place.file, pairs: parsed.pairs }))
  return [
    ...keptInMeta.flatMap((word) => kept(word, metas)),
    ...keptInTexts.flatMap((word) => kept(word, texts)),
    ...internal(options),
  ]
}

function kept(word: string, files: readonly { readonly file: string; readonly pairs: readonly Pair[] }[]): Finding[] {
  const holding = files.filter(({ pairs }) => pairOf(pairs, word) !== undefined)
  const [first] = holding
  if (first === undefined) return []
  const line = pairOf(first.pairs, word)?.line ?? 1
  return [note('fin/kept', first.file, line, `${word}: stays as it is, and is not applied (${counted(holding.length)})`)]
}

function internal({ root, content }: FilesOptions): Finding[] {
  const articles = content['articles']
  if (articles === undefined) return []
  const folder = posix.join(posix.dirname(articles), 'internal-articles')
  if (!existsSync(join(root, folder))) return []
  const metas = fastGlob.sync('*/meta.{yaml,yml}', { cwd: join(root, folder), followSymbolicLinks: false })
  return metas.length === 0
    ? []
    : [note('fin/internal', folder, 1, `internal articles stay as they are, and are not applied (${counted(metas.length)})`)]
}

/** A word to people whose files look like Intercom's git layout while the config says another one. */
export function unsaidLayout({ root, locales }: FilesOptions): Finding[] {
  if (locales.layout === 'fin-as-code' || !existsSync(join(root, 'intercom'))) return []
  const metas = fastGlob.sync('intercom/{articles,snippets,internal-articles}/**/meta.{yaml,yml}', {
    cwd: root,
    followSymbolicLinks: false,
  })
  const [first] = metas.sort()
  if (first === undefined) return []
  const says = `looks like Intercom's own git layout (${counted(metas.length)} like it), which is not read: to read it, say locales: { layout: 'fin-as-code' } in the config`
  return [note('fin/layout', first, 1, says)]
}
