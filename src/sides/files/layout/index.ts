import { directory } from './directory.ts'
import { finAsCode } from './fin-as-code.ts'
import type { Layout } from './layout.ts'
import { suffix } from './suffix.ts'

export type { Layout, Told } from './layout.ts'

/** The names of the layouts, as the config spells them. */
export const layoutNames = ['suffix', 'directory', 'fin-as-code'] as const
export type LayoutName = (typeof layoutNames)[number]

/** The ways content files may be laid out. */
export const layouts: Readonly<Record<LayoutName, Layout>> = { suffix, directory, 'fin-as-code': finAsCode }
