import type { Machine } from '../ledger/index.ts'

/** A place to write to: whole texts, redacted before anybody sees them. */
export interface Screen {
  write(text: string): void
  readonly tty: boolean
  readonly columns: number
  readonly colour: boolean
}

/** What a verb sees of the world outside: folder, environment, clock, screens and a way to ask. Only the door itself reads `process`. */
export interface Door {
  /** absolute */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** the result */
  readonly out: Screen
  /** progress and logs */
  readonly err: Screen
  /** asks a person; null when there is nobody to ask (no TTY, or `CI`) */
  readonly ask: ((question: string) => Promise<string>) | null
  /** aborted by the first interrupt: nothing new is begun */
  readonly stop: AbortSignal
  /** milliseconds */
  readonly now: () => number
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  readonly random: () => number
  /** a name nothing else has */
  readonly unique: () => string
  /** which process on which machine this is, when others began, and a clock that never goes back (as `Machine` of the ledger) */
  readonly machine: Pick<Machine, 'host' | 'pid' | 'began' | 'ticks'>
  /** milliseconds a renewal of its locks lasts; absent: the usual */
  readonly lease?: number
  /** from now on this value is printed as `[redacted]` */
  readonly hide: (secret: string) => void
  /** a text without what is hidden, for what is written elsewhere than on a screen */
  readonly redacted: (text: string) => string
  /** the last line on stderr, whatever happened before */
  readonly atEnd: (line: () => string | undefined) => void
}
