import type { Fields, Resource, World } from '../../model/index.ts'
import { at } from '../../model/index.ts'
import type { Turned } from './back.ts'

/** The workspace as it was before the run, as far as that is known: before-images in their places, without what the run made. */
export function before({ resources, ...world }: World, { backs }: Turned): World {
  const made = new Set(backs.flatMap(({ image, kind, left }) => (image === null ? [`${kind}:@${String(left?.entry.id)}`] : [])))
  const images = new Map(
    backs.flatMap(({ kind, id, image }): [string, Fields][] =>
      image === null || id === null ? [] : [[`${kind}:@${id}`, image]],
    ),
  )
  const there = new Set(resources.map(at))
  const again = [...images].flatMap(([name, fields]): Resource[] => {
    const [kind = '', key = ''] = name.split(/:(.*)/su)
    return there.has(name) ? [] : [{ kind, key, fields }]
  })
  const kept = resources
    .filter((resource) => !made.has(at(resource)))
    .map((resource) => {
      const fields = images.get(at(resource))
      return fields === undefined ? resource : { ...resource, fields }
    })
  return { ...world, resources: [...kept, ...again] }
}
