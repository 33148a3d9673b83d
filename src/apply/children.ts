import type { Delete, Ref } from '../model/index.ts'
import { isRef, isRefs } from '../model/index.ts'
import type { Stage } from './stage.ts'

/** How many objects refer to a container that is about to be deleted, read again now: someone may have filed something in it meanwhile. */
export async function staying(change: Delete, stage: Stage): Promise<number> {
  const { kind } = change.from
  if (stage.kinds.find((each) => each.name === kind)?.parent === undefined) return 0
  const referring = stage.kinds.flatMap((each) =>
    Object.values(each.fields).some((field) => (field.is === 'ref' || field.is === 'refs') && field.to === kind)
      ? [each.name]
      : [],
  )
  const listed = (await Promise.all(referring.map((name) => stage.side.list(name)))).flat()
  const refers = (ref: Ref): boolean => ref.kind === kind && ref.key === `@${change.id}`
  return listed.filter((resource) =>
    Object.values(resource.fields).some((value) => (isRefs(value) ? value : isRef(value) ? [value] : []).some(refers)),
  ).length
}
