import type { History } from './command.ts'
import { nameOf } from './command.ts'

/** How often what happened, over all histories. */
export interface Table {
  readonly commands: Map<string, number>
  /** crashes that happened, storms that refused something, rivals turned away… */
  readonly met: Map<string, number>
}

export const table = (): Table => ({ commands: new Map(), met: new Map() })

const add = (counts: Map<string, number>, name: string, by = 1): void => void counts.set(name, (counts.get(name) ?? 0) + by)

export const meet = (count: Table, name: string, by = 1): void => {
  add(count.met, name, by)
}

/** Counts the commands of a history. */
export function tell(count: Table, { commands }: History): void {
  for (const command of commands) add(count.commands, nameOf(command))
}

/** The share of a command among all. */
export const share = (counts: ReadonlyMap<string, number>, name: string): number =>
  (counts.get(name) ?? 0) / [...counts.values()].reduce((sum, each) => sum + each, 0)

const lines = (counts: ReadonlyMap<string, number>): string[] => {
  const total = [...counts.values()].reduce((sum, each) => sum + each, 0)
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(
      ([name, times]) =>
        `  ${name.padEnd(28)}${String(times).padStart(7)}${`${((times / total) * 100).toFixed(1)} %`.padStart(9)}`,
    )
}

/** The table as text. */
export const written = (count: Table): string => ['commands', ...lines(count.commands), 'met', ...lines(count.met)].join('\n')
