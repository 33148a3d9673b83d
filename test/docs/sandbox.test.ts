import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { routes } from '../../src/sandbox/routes.ts'
import { switchTable } from '../../src/sandbox/switches.ts'

const page = readFileSync('docs/sandbox.md', 'utf8')

describe('docs/sandbox.md', () => {
  test('a reader finds every route with the statuses it answers', () => {
    const rows = routes.map(({ method, path, statuses }) => `| \`${method} ${path}\` | ${statuses.join(', ')} |`)
    expect(rows.filter((row) => !page.includes(row))).toEqual([])
  })

  test('a reader finds every switch with its default and what it decides', () => {
    const rows = Object.entries(switchTable).map(([name, row]) => {
      const shown = typeof row.default === 'string' ? row.default : JSON.stringify(row.default)
      return `| \`${name}\` | \`${shown}\` | ${row.says} |`
    })
    expect(rows.filter((row) => !page.includes(row))).toEqual([])
  })
})
