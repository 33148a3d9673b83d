import type { Resource } from '../../model/index.ts'
import { at, isRef, isRefs } from '../../model/index.ts'

/**
 * Says of each resource which help center it belongs to: its own word, or that of what it is filed in, as far up as it takes. Filed in
 * several, ours decides.
 */
export function belonging(resources: readonly Resource[], ours: string | undefined): readonly Resource[] {
  const all = new Map(resources.map((resource) => [at(resource), resource]))
  const known = new Map<string, string | undefined>()

  function centerOf(resource: Resource): string | undefined {
    const own = resource.stamp?.helpCenter
    if (own !== undefined) return own
    const name = at(resource)
    if (known.has(name)) return known.get(name)
    // a circle of parents ends here
    known.set(name, undefined)
    const above = Object.values(resource.fields)
      .flatMap((value) => (isRefs(value) ? value : isRef(value) ? [value] : []))
      .flatMap((ref) => all.get(at(ref)) ?? [])
      .flatMap((one) => centerOf(one) ?? [])
    const center = above.find((one) => one === ours) ?? above[0]
    known.set(name, center)
    return center
  }

  return resources.map((resource) => {
    const center = centerOf(resource)
    return center === undefined ? resource : { ...resource, stamp: { ...resource.stamp, helpCenter: center } }
  })
}
