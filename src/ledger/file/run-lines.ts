import { sha256, Stop, type Done, type Entry, type Past, type Recorded, type Run, type Step } from '../../model/index.ts'
import type { Line } from './lines.ts'

const version = 1

/** The first line of a run's history: how many steps follow, and the digest of their lines. */
interface Head extends Run {
  readonly version: number
  readonly steps: number
  readonly digest: string
}

type StepLine = Omit<Step, 'image' | 'before' | 'base'> & {
  readonly image: string | null
  readonly before: Line | null
  readonly base: string | null
}

type DoneLine = Omit<Done, 'base' | 'seen'> & { readonly base: string | null; readonly seen: string | null }

interface Became extends DoneLine {
  readonly step: number
}

const lineOf = ({ kind, key, id, base, seen, sent, blocked, updatedAt }: Entry): Line => ({
  kind,
  key,
  id,
  base: base.digest,
  seen: seen?.digest ?? null,
  ...(updatedAt === undefined ? {} : { updatedAt }),
  ...(blocked === undefined ? {} : { blocked }),
  ...(sent === undefined ? {} : { sent }),
})

/** The lines a run begins with. */
export function begun(run: Run, steps: readonly Step<Recorded>[]): string {
  const lines = steps
    .map((step) => {
      const line: StepLine = {
        ...step,
        image: step.image?.digest ?? null,
        before: step.before === null ? null : lineOf(step.before),
        base: step.base?.digest ?? null,
      }
      return `${JSON.stringify(line)}\n`
    })
    .join('')
  const head: Head = { version, ...run, steps: steps.length, digest: sha256(lines) }
  return `${JSON.stringify(head)}\n${lines}`
}

/** The line that says what became of a step. */
export function became(step: number, done: Done): string {
  const line: Became = { step, ...done, base: done.base?.digest ?? null, seen: done.seen?.digest ?? null }
  return `${JSON.stringify(line)}\n`
}

/** The line a run ends with. */
export const over = (at: string): string => `${JSON.stringify({ end: at })}\n`

const damaged = (path: string, line: number, got: string): Stop =>
  new Stop(
    65,
    `${path}:${line}: the history of this run is damaged: ${got}. Nothing was written. Remove the file: that run cannot be rolled back then, all others can`,
  )

function parse(path: string, text: string, line: number): object {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // said below
  }
  throw damaged(path, line, 'expected a line of JSON')
}

const isHead = (value: object): value is Head =>
  'version' in value && 'id' in value && 'steps' in value && typeof value.steps === 'number' && 'digest' in value

/** Reads the history of one run. A last line that is cut off is a step nobody heard of; anything else that is not whole throws Stop 65. */
export function past(path: string, text: string, recorded: (digest: string) => Recorded): Past {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const [first = '', ...rest] = whole.split('\n').slice(0, -1)
  const head = parse(path, first, 1)
  if (!isHead(head)) throw damaged(path, 1, 'expected a line with version, id, steps and digest')
  if (head.version > version)
    throw new Stop(
      65,
      `${path}: written by a newer content-sync (history version ${head.version}). Nothing was written. Use that version`,
    )
  const { id, at, verb, workspace, plan, source, overrides, flags, undoes, steps: count, digest } = head
  const lines = rest.slice(0, count)
  if (lines.length < count || sha256(lines.map((line) => `${line}\n`).join('')) !== digest)
    throw damaged(path, 2, 'its steps are not as they were written')
  const optional = (name: string | null): Recorded | null => (name === null ? null : recorded(name))
  const entry = (line: Line): Entry => ({ ...line, base: recorded(line.base), seen: optional(line.seen) })
  const done = new Map<number, Done>()
  let ended: string | null = null
  rest.slice(count).forEach((line, n) => {
    const value = parse(path, line, n + count + 2)
    if ('end' in value && typeof value.end === 'string') ended = value.end
    else if ('step' in value && 'status' in value) {
      const { step, base, seen, ...more } = value as Became
      done.set(step, { ...more, base: optional(base), seen: optional(seen) })
    } else throw damaged(path, n + count + 2, 'expected what became of a step, or the end')
  })
  const steps = lines.map((line, n) => {
    const { image, before, base, ...step } = JSON.parse(line) as StepLine
    return {
      ...step,
      image: optional(image),
      before: before === null ? null : entry(before),
      base: optional(base),
      done: done.get(n) ?? null,
    }
  })
  const run: Run = { id, at, verb, workspace, plan, source, overrides, flags, ...(undoes === undefined ? {} : { undoes }) }
  return { ...run, steps, ended }
}
