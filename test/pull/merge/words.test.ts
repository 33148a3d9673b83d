import { describe, expect, test } from 'vitest'
import { apply, begun, bodyOf, markdownOf, pending, pullInto, type Met, type Model } from './model.ts'
import { decided, edited, firstText, wordsIn, writers, type Writers } from './writers.ts'

const seed = Number(process.env['FC_SEED'] ?? 20261123)
const count = Number(process.env['MERGE_RUNS'] ?? 300)
const from = Number(process.env['MERGE_FROM'] ?? 0)
const steps = 7

const plain = (value: unknown): string => (typeof value === 'string' ? value : '')
const textOf = ({ live }: Model): string => `${plain(live['description'])}\n${markdownOf(live['body'])}`

/** What people wrote and nobody took out again. */
interface Diary {
  readonly alive: Set<string>
  readonly log: string[]
  readonly met: Met[]
}

function wrote({ alive, log }: Diary, who: string, before: string, after: string): void {
  const [was, is] = [wordsIn(before), wordsIn(after)]
  for (const word of is) if (!was.has(word)) alive.add(word)
  for (const word of was) if (!is.has(word)) alive.delete(word)
  log.push(`${who}:\n${after}`)
}

function inFile(model: Model, diary: Diary, by: Writers): void {
  const before = model.file
  const head = /^---\n[^]*?\n---\n\n/u.exec(before)?.[0] ?? ''
  const body = before.slice(head.length)
  model.file = by.below(5) === 0 ? head.replace(/description: .*/u, `description: ${by.word()}`) + body : head + edited(body, by)
  wrote(diary, 'file', before, model.file)
}

function inIntercom(model: Model, diary: Diary, by: Writers): void {
  const before = textOf(model)
  model.live =
    by.below(5) === 0
      ? { ...model.live, description: by.word() }
      : { ...model.live, body: bodyOf(edited(markdownOf(model.live['body']), by)) }
  wrote(diary, 'intercom', before, textOf(model))
}

function merged(model: Model, diary: Diary, by: Writers): void {
  const met = pullInto(model)
  diary.met.push(met)
  diary.log.push(`pulled:\n${model.file}`)
  if (met !== 'fought') return
  kept(model, diary)
  const before = model.file
  model.file = decided(model.file, by)
  wrote(diary, 'decided', before, model.file)
}

const missing = (diary: Diary, ...texts: string[]): string[] => {
  const found = wordsIn(texts.join('\n'))
  return [...diary.alive].filter((word) => !found.has(word))
}

const kept = (model: Model, diary: Diary): void => {
  expect(missing(diary, model.file, textOf(model)), diary.log.join('\n\n')).toEqual([])
}

function lived(run: number): readonly Met[] {
  const by = writers(seed + run)
  const model = begun(by.word(), firstText(by))
  const diary: Diary = { alive: wordsIn(model.file), log: [`began, run ${run}:\n${model.file}`], met: [] }
  const moves = [
    inFile,
    inFile,
    inIntercom,
    inIntercom,
    merged,
    (): void => void diary.log.push(`applied: ${apply(model).join()}`),
  ]
  for (let n = 0; n < steps; n += 1) {
    by.pick(moves)(model, diary, by)
    kept(model, diary)
  }
  merged(model, diary, by)
  expect(apply(model), diary.log.join('\n\n')).toEqual([])
  expect(pending(model), diary.log.join('\n\n')).toEqual([])
  // and now both have all of it
  expect([missing(diary, model.file), missing(diary, textOf(model))], diary.log.join('\n\n')).toEqual([[], []])
  return diary.met
}

describe(`people write in git and in Intercom at once (FC_SEED=${seed}, MERGE_RUNS=${count}; R26)`, () => {
  const share = 100
  test.each(Array.from({ length: Math.ceil((count - from) / share) }, (_, n) => from + n * share))(
    'no word that nobody took out is lost, from run %i on',
    (first) => {
      const met = Array.from({ length: Math.min(count, first + share) - first }, (_, n) => lived(first + n)).flat()
      // a share in which nobody clashed would show nothing
      expect(new Set(met)).toEqual(new Set(['apart', 'merged', 'fought']))
    },
    600_000,
  )
})
