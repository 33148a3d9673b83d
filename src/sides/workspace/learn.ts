import type { Fields, Names, Ref, Resource } from '../../model/index.ts'
import { at, isHeading, isImage, isProse, splitField } from '../../model/index.ts'
import { isHostedPath } from './hosted.ts'
import { bodyName } from './phrase.ts'

/** Adds to `names` what an answer tells: the id, what each heading is called now, and where the images we sent are hosted. */
export function learn(names: Names, ref: Ref, seen: Resource, sent: Fields): void {
  names.ids.set(at(ref), seen.key.slice(1))
  for (const [name, value] of Object.entries(seen.fields)) {
    if (!isProse(value)) continue
    const ids = value.parts.filter(isHeading).flatMap((part) => (part.id === undefined ? [] : [[part.heading, part.id] as const]))
    names.headings.set(bodyName(ref, splitField(name)[1]), new Map(ids))
    const given = sent[name]
    if (!isProse(given)) continue
    const images = given.parts.filter(isImage)
    const hosted = value.parts.filter(isImage)
    // an answer with more or fewer images than were sent tells nothing of any of them
    if (images.length !== hosted.length) continue
    images.forEach(({ image }, place) => {
      const path = hosted[place]?.image
      if (path !== undefined && isHostedPath(path) && !isHostedPath(image)) names.images.set(image, path)
    })
  }
}
