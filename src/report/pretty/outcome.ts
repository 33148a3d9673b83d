import { subject, type Outcome } from '../../model/index.ts'
import type { Look, OutcomeReport } from '../values.ts'
import { signs, titled } from './change.ts'
import { painter, tame, type Paint } from './paint.ts'
import { duration } from './plan.ts'

/** What became of each change, with the address of each article, then what went wrong and the totals. */
export function outcome(report: OutcomeReport, look: Look): string {
  const paint = painter(look.colour)
  const done = report.outcomes.filter(({ status }) => status === 'applied' || status === 'adopted' || status === 'forgotten')
  const undone = report.outcomes.filter((one) => !done.includes(one) && one.status !== 'not-started')
  const waiting = report.outcomes.filter(({ status }) => status === 'not-started')
  return [
    ...done.map((one) => doneLine(one, paint)),
    ...undone.flatMap((one) => undoneLines(one, paint)),
    ...(waiting.length === 0 ? [] : [`not started: ${waiting.map(named).join(', ')}`]),
    ...(report.workspace.look === undefined || report.outcomes.length === 0 ? [] : ['', `look at it: ${report.workspace.look}`]),
    ...(report.outcomes.length === 0 ? [] : ['']),
    `${paint('bold', report.workspace.name)}: ${tally(report)}`,
    '',
  ].join('\n')
}

const named = ({ change }: Outcome): string => `${subject(change).kind} ${tame(subject(change).key)}`

function doneLine(one: Outcome, paint: Paint): string {
  const { change, id, url } = one
  const [colour, sign] = signs[change.verb]
  const title = change.verb === 'forget' ? [] : titled(change.verb === 'delete' ? change.from : change.to)
  // what is not published has no address yet
  const address =
    url !== undefined ? [paint('dim', url)] : id === null || change.verb === 'delete' ? [] : [paint('dim', `id ${id}`)]
  return [`  ${paint(colour, sign)} ${named(one)}`, ...title, ...address].join('  ')
}

function undoneLines({ change, status, failure }: Outcome, paint: Paint): string[] {
  const { kind, key } = subject(change)
  const origin = 'to' in change ? change.to.origin : undefined
  const where = origin === undefined ? [] : [`${origin.file}:${origin.line}`]
  const head = [`  ${paint('red', status)}`, ...where, `${change.verb} ${kind} ${tame(key)}`].join('  ')
  if (failure === undefined) return [head]
  // nothing was sent: it is we who say why
  if (status === 'conflict') return [head, `      ${tame(failure.message)}`]
  const answer = failure.status === 0 ? 'no answer' : String(failure.status)
  const asked = failure.requestId === null ? '' : ` (request ${failure.requestId})`
  return [head, `      ${answer} ${failure.code}: ${tame(failure.message)}${asked}`]
}

function tally({ outcomes, seconds, interrupted }: OutcomeReport): string {
  const count = (status: Outcome['status']): number => outcomes.filter((one) => one.status === status).length
  const said = [
    [count('applied'), 'applied'],
    [count('adopted'), 'remembered'],
    [count('forgotten'), 'forgotten'],
    [count('failed'), 'failed'],
    [count('conflict'), 'in conflict'],
    [count('blocked'), 'blocked'],
    [count('not-started'), 'not started'],
  ] as const
  const words = said.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`)
  return [
    words.join(', ') || 'no changes',
    ...(words.length > 0 ? [`in ${duration(seconds)}`] : []),
    ...(interrupted ? ['interrupted; the same command goes on from here'] : []),
  ].join(', ')
}
