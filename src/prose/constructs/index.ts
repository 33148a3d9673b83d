import type { Block } from '../block.ts'
import type { Construct } from '../construct.ts'
import { button } from './button.ts'
import { callout } from './callout.ts'
import { code } from './code.ts'
import { collapsible } from './collapsible.ts'
import { heading } from './heading.ts'
import { image } from './image.ts'
import { list } from './list.ts'
import { opaque } from './opaque.ts'
import { paragraph } from './paragraph.ts'
import { rule } from './rule.ts'
import { table } from './table.ts'
import { video } from './video.ts'

/** Every construct an article may hold. */
export const constructs: { readonly [K in Block<unknown>['is']]: Construct<K> } = {
  paragraph,
  heading,
  list,
  code,
  rule,
  image,
  table,
  callout,
  collapsible,
  video,
  button,
  opaque,
}
