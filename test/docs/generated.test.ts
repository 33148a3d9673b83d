import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pages } from '../../docs/pages.ts'

describe('generated pages say what the program does now (else: npm run docs)', () => {
  it.each(Object.entries(pages()))('%s', (path, text) => {
    const file = new URL(`../../${path}`, import.meta.url)
    expect(existsSync(file) ? readFileSync(file, 'utf8') : 'not generated').toBe(text)
  })
})
