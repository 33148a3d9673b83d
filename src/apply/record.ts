import type { Adopt, Change, Fields, Names, Resource, Update } from '../model/index.ts'
import { at, idOf, isHeading, isImage, isLink, isProse, isRef, isRefs } from '../model/index.ts'
import type { Progress, Stage } from './stage.ts'

/** The first reference among what a change sends that has no id in the workspace. */
export function unmet(change: Change, names: Names): string | undefined {
  if (change.verb !== 'create' && change.verb !== 'update') return undefined
  const sent = change.verb === 'create' ? Object.values(change.to.fields) : change.fields.map((name) => change.to.fields[name])
  const refs = sent.flatMap((value) => (isRefs(value) ? value : isRef(value) ? [value] : []))
  const without = refs.find((ref) => idOf(names, ref) === undefined)
  return without === undefined ? undefined : at(without)
}

/** What we remember having wanted: links whose target had no id when they were written are marked open, so that the next plan sees them. */
export const asWritten = (base: Fields, names: Names): Fields =>
  Object.fromEntries(
    Object.entries(base).map(([name, value]) => [
      name,
      isProse(value)
        ? {
            parts: value.parts.map((part) =>
              isLink(part) && !part.open && idOf(names, part.link) === undefined ? { ...part, open: true as const } : part,
            ),
          }
        : value,
    ]),
  )

/** Remembers where the images of a written record are hosted now. */
export function learnImages(fields: Fields, stage: Stage): void {
  for (const value of Object.values(fields)) {
    if (!isProse(value)) continue
    for (const part of value.parts) {
      const path = isImage(part) ? stage.names.images.get(part.image) : undefined
      if (isImage(part) && path !== undefined && path !== part.image) stage.ledger.learn(path, part.image)
    }
  }
}

const headingIds = (fields: Fields): Map<string, string> =>
  new Map(
    Object.entries(fields).flatMap(([name, value]) =>
      isProse(value)
        ? value.parts.flatMap((part) =>
            isHeading(part) && part.id !== undefined ? [[`${name} ${part.heading}`, part.id] as const] : [],
          )
        : [],
    ),
  )

/** Counts which headings kept their id when their body was written again: a workspace either keeps or renews them. */
export function watchHeadings(change: Update, before: Resource | undefined, after: Resource, progress: Progress): void {
  if (before === undefined) return
  const bodies = change.fields.filter((name) => isProse(change.to.fields[name]))
  const of = (fields: Fields): Map<string, string> =>
    headingIds(Object.fromEntries(bodies.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]]))))
  const then = of(before.fields)
  for (const [heading, id] of of(after.fields)) {
    const old = then.get(heading)
    if (old === undefined) continue
    if (old === id) progress.headingIds.kept += 1
    else progress.headingIds.renewed += 1
  }
}

/**
 * The record we remember having seen: as answered, but drifted fields as they were before someone edited them, however often and under whatever
 * key it is written in this run.
 */
export function seenAs(answer: Fields, change: Adopt | Update, stage: Stage, progress: Progress): Fields {
  const key = at(change.to)
  const { kind, key: now } = change.to
  const before = (): Fields => {
    const entry = stage.ledger.entry({ kind, key: now }) ?? stage.ledger.entry({ kind, key: change.movedFrom ?? now })
    return (entry?.seen ?? entry?.base)?.fields() ?? {}
  }
  const held = progress.held.get(key) ?? only(change.drifted ?? [], before)
  progress.held.set(key, held)
  return Object.keys(held).length === 0 ? answer : { ...answer, ...held }
}

/** Some fields of a record that is opened for nothing else. */
function only(names: readonly string[], record: () => Fields): Fields {
  const fields = names.length === 0 ? {} : record()
  return Object.fromEntries(names.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])))
}
