import type { Fields, Kind, Part, Resource } from '../../../model/index.ts'
import { fieldIn, isImage, isLink, isProse, isRefs } from '../../../model/index.ts'
import { escapeAttribute } from '../../../prose/escape.ts'
import { fromMarkdown, type Carried, type Draft } from '../../../prose/index.ts'
import { frontMatter } from '../front-matter.ts'
import { bodyOf, changedWords, unsaid, type Fill } from '../write/page-of.ts'
import { editPage, type PageEdit } from '../write/page.ts'
import type { Spell } from '../write/front-matter-edit.ts'
import { mergeBody } from './body.ts'
import { markLines } from './lines.ts'
import type { Merged, Merging } from './merging.ts'

/** A content file of one locale that both sides changed. */
export interface Both {
  readonly kind: Kind
  readonly from: Resource
  readonly to: Resource
  readonly locale: string | undefined
  /** the fields of this file that are not to stay as they are */
  readonly names: readonly string[]
  readonly fill: Fill
  readonly spell: Spell
}

/** A content file put together from two sides; `body` is the field and what it says then, to be shown. */
export interface MergedPage extends Merged {
  readonly body?: { readonly name: string; readonly parts: readonly Part[] }
  readonly blocks?: readonly Carried[]
  /** Markdown has no room for what Intercom has */
  readonly unsaid?: true
}

/** The text of a content file with what Intercom did to it. */
export function mergePage(text: string, both: Both, merging: Merging): MergedPage {
  const { kind, to, from, names, locale, fill } = both
  const fought = new Set(names.filter((name) => merging.fields.includes(name)))
  const bodyName = fieldIn(kind.body ?? '', locale)
  const printed = (fields: Fields): string => bodyOf(kind, fields, locale, fill).markdown
  const theirs = names.includes(bodyName) ? bodyOf(kind, to.fields, locale, fill) : { markdown: '', blocks: [] }
  if (names.includes(bodyName) && unsaid(kind, to.fields, locale, theirs)) return { text, clashes: 0, unsaid: true }
  let clashes = 0
  const body = (now: string): string => {
    const all = {
      file: now,
      printed: printed(from.fields),
      before: printed(merging.before),
      seen: printed(merging.seen),
      intercom: theirs.markdown,
    }
    const merged = mergeBody(all, merging.beside ? null : merging.said)
    clashes += merged.clashes
    return merged.text
  }
  // sets are brought together already: nothing of them is fought over
  const settled = names.filter((name) => name !== bodyName && (!fought.has(name) || isRefs(to.fields[name])))
  const edited = editPage(text, {
    ...editOf(text, both, settled, to.fields),
    ...(fought.has(bodyName) ? { body } : names.includes(bodyName) ? { body: theirs.markdown } : {}),
  })
  const words = names.filter((name) => name !== bodyName && !settled.includes(name))
  const merged = words.length === 0 ? { text: edited, clashes: 0 } : marking(edited, both, words, merging)
  const shown = fought.has(bodyName) ? { body: { name: bodyName, parts: partsOf(edited, both, bodyName) } } : {}
  return { text: merged.text, clashes: clashes + merged.clashes, blocks: theirs.blocks, ...shown }
}

/** Words before the text that both sides changed, between markers: no program reads a file of them by accident. */
function marking(text: string, both: Both, words: readonly string[], { before, said, beside }: Merging): Merged {
  if (beside) return { text, clashes: words.length }
  const having = (fields: Fields): string => editPage(text, editOf(text, both, words, fields))
  const all = Object.fromEntries(words.map((name) => [name, before[name] ?? null]))
  return markLines(text, having({ ...both.from.fields, ...all }), having(both.to.fields), said)
}

function editOf(text: string, { kind, from, locale, spell }: Both, names: readonly string[], fields: Fields): PageEdit {
  const title = fieldIn(kind.natural[0] ?? '', locale)
  const plain = (all: Fields): string => (typeof all[title] === 'string' ? all[title] : '')
  return {
    set: changedWords(kind, fields, names, frontMatter(text).pairs, spell),
    title: { before: plain(from.fields), after: names.includes(title) ? plain(fields) : plain(from.fields) },
  }
}

/** What a merged text says, with the links and images of both sides as holes again: their addresses in the file are no difference. */
function partsOf(text: string, { kind, from, to, fill }: Both, name: string): Part[] {
  const field = kind.fields[kind.body ?? '']
  const { parts } = fromMarkdown(frontMatter(text).body, {
    as: field?.is === 'prose' ? field.as : 'html',
    takeTitle: false,
    firstLine: 1,
  })
  const holes = new Map(
    [from.fields[name], to.fields[name]].flatMap((value) =>
      isProse(value)
        ? value.parts.flatMap((part): [string, Part][] =>
            isLink(part) ? [[fill.link(part), part]] : isImage(part) ? [[fill.image(part), part]] : [],
          )
        : [],
    ),
  )
  return parts.map((part) => plainPart(part, holes))
}

function plainPart(part: Draft, holes: ReadonlyMap<string, Part>): Part {
  if (typeof part === 'string') return part
  if ('heading' in part) return { heading: part.heading }
  return 'src' in part ? (holes.get(part.src) ?? { image: part.src }) : (holes.get(part.href) ?? escapeAttribute(part.href))
}
