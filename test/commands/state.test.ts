import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keep, places, prepareSandbox } from '../../src/commands/state.ts'

const failing = (code: string): Parameters<typeof keep>[1] => ({
  get: () => undefined,
  set: () => undefined,
  save: () => {
    throw Object.assign(new Error(`the disk says ${code}`), { code })
  },
})

it('a read-only checkout can be planned, but a disk that fails is said', () => {
  const root = mkdtempSync(join(tmpdir(), 'content-sync-'))
  try {
    for (const code of ['EROFS', 'EACCES', 'ENOSPC']) {
      expect(() => {
        keep(root, failing(code), 'file')
      }).not.toThrow()
    }
    expect(() => {
      keep(root, failing('EIO'), 'file')
    }).toThrow('EIO')
  } finally {
    rmSync(root, { recursive: true })
  }
})

it('git keeps ledgers and nothing else of what is remembered', () => {
  const root = mkdtempSync(join(tmpdir(), 'content-sync-'))
  try {
    keep(root, { get: () => undefined, set: () => undefined, save: () => undefined }, 'file')
    const list = join(places(root).state, '.gitignore')
    expect(existsSync(list)).toBe(true)
    expect(readFileSync(list, 'utf8').split('\n').filter(Boolean)).toEqual([
      'cache/',
      'journal/',
      'lock',
      'history/',
      'aside/',
      'sandbox/',
    ])
  } finally {
    rmSync(root, { recursive: true })
  }
})

it.each(['sandbox', 'play'])("what is remembered of a sandbox called %s is nobody else's, and git does not show it", (name) => {
  const root = mkdtempSync(join(tmpdir(), 'content-sync-'))
  try {
    execFileSync('git', ['init', '-q', root])
    prepareSandbox(root, name, 'file')
    mkdirSync(places(root).ledger(name), { recursive: true })
    writeFileSync(join(places(root).ledger(name), 'ledger.ndjson'), '{}\n')
    const shown = execFileSync('git', ['-C', root, 'status', '--porcelain', '-uall'], { encoding: 'utf8' })
    expect(shown).toBe('?? .content-sync/.gitignore\n')
  } finally {
    rmSync(root, { recursive: true })
  }
})
