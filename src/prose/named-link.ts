import type { Element } from 'hast'
import { attribute } from './element.ts'

/** What the title of a link names by its id in Intercom: `"intercom:article:123"`. */
export interface Named {
  readonly type: string
  readonly id: string
}

const named = /^intercom:([a-z]+(?:[_-][a-z]+)*):(\d+)$/u

/** What a link names in its title, as Intercom's git layout writes links; null for any other title, and for none. */
export function namedIn(element: Element): Named | null {
  const [, type, id] = named.exec(attribute(element, 'title')?.trim() ?? '') ?? []
  return type === undefined || id === undefined ? null : { type, id }
}
