import { kinds } from '../../kinds/index.ts'
import type { CheckReport, Look } from '../values.ts'
import { findingCount, findingLines } from './findings.ts'
import { counted, painter } from './paint.ts'

const most = 10

const singular = (plural: string): string => kinds.find((kind) => kind.plural === plural)?.name.replace('-', ' ') ?? plural

/** What the files alone say: findings, what was ignored, what was found. */
export function check(report: CheckReport, look: Look): string {
  const paint = painter(look.colour)
  const findings = findingLines(report.findings, paint)
  const shown = look.verbose ? report.ignored : report.ignored.slice(0, most)
  const hidden = report.ignored.length - shown.length
  const found = Object.entries(report.found)
    .filter(([, count]) => count > 0)
    .map(([plural, count]) => counted(count, singular(plural), plural))
  return [
    ...(findings.length === 0 ? [] : [...findings, '']),
    ...(shown.length === 0
      ? []
      : [`${paint('dim', 'ignored')}  ${shown.join(', ')}${hidden > 0 ? ` and ${hidden} more (--verbose)` : ''}`, '']),
    `${counted(report.files, 'file')}: ${found.join(', ') || 'nothing'} · ${findingCount(report.findings) || 'nothing to complain about'}`,
    '',
  ].join('\n')
}
