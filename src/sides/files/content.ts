import type { Finding, Kind } from '../../model/index.ts'
import type { Common } from './fin/common.ts'
import type { Making } from './making.ts'
import { wrong } from './making.ts'
import type { FilesOptions } from './options.ts'
import type { Page, Sheet } from './sheet.ts'
import { sheet, wordsOf } from './sheet.ts'

export interface Content {
  readonly makings: readonly Making[]
  readonly findings: readonly Finding[]
  /** file → the resource and locale it holds */
  readonly held: ReadonlyMap<string, { readonly key: string; readonly locale: string }>
}

/** The resources of a content kind: files of one key and different locales are one, unless the kind holds one locale an object. */
export function content(
  kind: Kind,
  pages: readonly Page[],
  options: FilesOptions,
  commons: ReadonlyMap<string, Common>,
): Content {
  const words = wordsOf(kind, options)
  const sheets = pages.map((page) => sheet(kind, page, words, options, commons.get(page.place.path)))
  const keys = new Map(
    sheets.filter(({ isDefault, own }) => isDefault && own !== null).map((one) => [one.path, one.own as string]),
  )
  const groups = new Map<string, [Sheet, ...Sheet[]]>()
  const held = new Map<string, { key: string; locale: string }>()
  for (const one of sheets) {
    const stem = one.own ?? keys.get(one.path) ?? one.path
    const key = kind.oneLocale === undefined ? stem : `${stem}@${one.locale}`
    held.set(one.file, { key, locale: one.locale })
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  const findings = sheets.flatMap(({ file, said }) => said.map((one) => ({ file, ...one })))
  const makings = [...groups].map(([key, group]) => {
    const made = together(kind, key, group, options, commons.get(group[0].path))
    findings.push(...made.findings)
    return made.making
  })
  return { makings, findings, held }
}

function together(
  kind: Kind,
  key: string,
  group: readonly [Sheet, ...Sheet[]],
  options: FilesOptions,
  common: Common | undefined,
): { making: Making; findings: readonly Finding[] } {
  const findings: Finding[] = []
  const main = group.find(({ isDefault }) => isDefault)
  const first = main ?? group[0]
  const seen = new Map<string, Sheet>()
  for (const one of group) {
    const before = seen.get(one.locale)
    if (before === undefined) seen.set(one.locale, one)
    else findings.push(twice(kind, key, before, one))
  }
  if (main === undefined)
    for (const { file, locale, path } of group) {
      const expected = `a translation (${locale}) of ${kind.name} "${path}" needs its file in ${options.locales.default}`
      findings.push({ file, ...wrong('files/translation', 1, `${expected}; add it, or write locale: where it is another one`) })
    }
  const pinned = group.find((one) => one.pinned !== null)?.pinned ?? null
  const making: Making = {
    kind: kind.name,
    key,
    fields: Object.assign({}, ...[...seen.values()].reverse().map((one) => one.fields)) as Making['fields'],
    origin: { file: first.file, line: 1, lines: first.lines },
    files: [...group.map(({ file }) => file), ...(common === undefined ? [] : [common.file])],
    broken: false,
    spellings: [],
    ...(pinned !== null && { pinned }),
    ...(group.some(({ own }) => own !== null) && { keyed: true }),
  }
  return { making, findings }
}

const twice = (kind: Kind, key: string, before: Sheet, after: Sheet): Finding => ({
  file: after.file,
  ...wrong('files/twice', 1, `${kind.name} "${key}" is ${before.file} already; rename one of them, or give it another key:`),
})
