import { directory } from './directory.ts'
import { finAsCode } from './fin-as-code.ts'
import type { Layout } from './layout.ts'
import { suffix } from './suffix.ts'

export type { Layout, Told } from './layout.ts'

/** The ways content files may be laid out, by the word of the config. */
export const layouts = { suffix, directory, 'fin-as-code': finAsCode } as const satisfies Record<string, Layout>

/** The name of a layout. */
export type LayoutName = keyof typeof layouts
