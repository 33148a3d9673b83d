import type { Entry, Outcome, Past, Run, Step } from '../model/index.ts'

/** A run whose history is being written. */
export interface Recording {
  /** what became of a step, by its place, and what is remembered of it then */
  became(place: number, outcome: Outcome, entry: Entry | undefined): void
  /** the run came to its end (ISO 8601); `left` says what is remembered of a step by now */
  end(at: string, left: (place: number) => Entry | undefined): void
}

/** What past runs did and how things were before, kept beside the ledger; with a shared memory, as it was when that was opened. */
export interface History {
  /** Writes a run down before it begins. Everything is safe once it resolves, the oldest run beyond a hundred is let go. */
  begin(run: Run, steps: readonly Step[]): Promise<Recording>
  /** Every run, the newest first. Throws Stop 65 where one is damaged. */
  runs(): readonly Past[]
  /** A run by its id, or by how that begins. Throws Stop 64 where there is none, or more than one; 65 where it is damaged. */
  run(id: string): Past
}
