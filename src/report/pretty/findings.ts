import type { Finding } from '../../model/index.ts'
import { counted, tame, type Paint } from './paint.ts'

const severities = ['error', 'warning', 'note'] as const
const colours = { error: 'red', warning: 'yellow', note: 'dim' } as const

/** Findings, errors first, one a line with file and line. */
export const findingLines = (findings: readonly Finding[], paint: Paint): string[] =>
  severities.flatMap((severity) =>
    findings
      .filter((found) => found.severity === severity)
      .map((found) => `${found.file}:${found.line}  ${paint(colours[severity], severity)}  ${tame(found.message)}`),
  )

/** All errors, but only the first few of what stops nobody; `check` says the rest. */
export function mainFindingLines(findings: readonly Finding[], most: number, paint: Paint): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const rest = findings.filter(({ severity }) => severity !== 'error')
  const hidden = rest.slice(most)
  return [
    ...findingLines([...errors, ...rest.slice(0, most)], paint),
    ...(hidden.length === 0 ? [] : [paint('dim', `… and ${findingCount(hidden)} more (content-sync check says them all)`)]),
  ]
}

/** `2 errors, 1 warning`, or nothing to say. */
export const findingCount = (findings: readonly Finding[]): string =>
  severities
    .map((severity) => [findings.filter((found) => found.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => counted(count, severity))
    .join(', ')
