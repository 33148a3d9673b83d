import type { ListFault } from './faults.ts'
import { object, type Json } from './json.ts'

/** The body of a list as a fault wants it; whatever is no list stays as it is. */
export function bend(body: unknown, fault: ListFault): unknown {
  const list = object(body)
  const items = list?.['data']
  if (list === undefined || !Array.isArray(items)) return body
  const pages = object(list['pages'])
  const held = pages ?? list
  const ended: Json = fault.last === true ? { ...without(held, 'next'), total_pages: held['page'] } : held
  return {
    ...(pages === undefined ? ended : { ...list, pages: ended }),
    ...(fault.keep === undefined ? {} : { data: items.slice(0, fault.keep) }),
    ...(fault.total === undefined ? {} : { total_count: fault.total ?? undefined }),
  }
}

const without = (body: Json, name: string): Json => Object.fromEntries(Object.entries(body).filter(([each]) => each !== name))
