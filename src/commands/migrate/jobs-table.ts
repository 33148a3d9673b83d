import { columns, counted, tame } from '../../report/pretty/paint.ts'
import type { Finished } from './jobs-pair.ts'

const seconds = (one: Finished): string => one.seconds.toFixed(1)

/** One line of a pair that has ended. */
export const endedLine = (one: Finished): string =>
  `${one.from} → ${one.to}: exit ${one.exit}, ${one.counts.created} created, ${one.counts.updated} updated, ${one.counts.failed} failed, ${seconds(one)} s${one.told === '' ? '' : ` · ${tame(one.told)}`}`

/** All pairs as a table, and what it comes to; `rehearsed`: nothing was written. */
export function tableOf(all: readonly Finished[], rehearsed: boolean): string {
  const head = rehearsed
    ? ['pair', 'exit', 'create', 'update', 'delete', 'failed', 'unchanged', 'seconds', 'what to do']
    : ['pair', 'exit', 'created', 'updated', 'deleted', 'failed', 'unchanged', 'seconds', 'what to do']
  const rows = all.map((one) => {
    const { created, updated, deleted, failed, unchanged } = one.counts
    const numbers = [one.exit, created, updated, deleted, failed, unchanged].map(String)
    return [`${one.from} → ${one.to}`, ...numbers, seconds(one), tame(one.told)]
  })
  const left = all.filter(({ exit }) => exit !== 0).length
  const sum = left === 0 ? 'all are complete' : `${left} to look at; run it again, and only what is missing is done`
  return `${columns([head, ...rows]).join('\n')}\n\n${counted(all.length, 'pair')}: ${sum}\n`
}

/** All pairs as a document for machines. */
export const documentOf = (all: readonly Finished[]): unknown => ({
  format: 'content-sync/jobs',
  version: 1,
  pairs: all.map(({ from, to, exit, counts, seconds: took, told }) => ({ from, to, exit, counts, seconds: took, told })),
})
