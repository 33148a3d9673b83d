import type { Finding } from '../../model/index.ts'
import { columns, counted, tame, type Paint } from './paint.ts'

const colours = { error: 'red', warning: 'yellow', note: 'dim' } as const

/** Findings, errors first, one a line with file and line. */
export function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  const order = ['error', 'warning', 'note']
  const sorted = [...findings].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  return columns(
    sorted.map((found) => [`${found.file}:${found.line}`, paint(colours[found.severity], found.severity), tame(found.message)]),
  )
}

/** `2 errors, 1 warning`, or nothing to say. */
export function findingCount(findings: readonly Finding[]): string {
  return (['error', 'warning', 'note'] as const)
    .map((severity) => [findings.filter((found) => found.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => counted(count, severity))
    .join(', ')
}
