import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planted, type Planted } from './mutants.ts'

const project = resolve(import.meta.dirname, '../..')
const asked = process.env['CHAOS_MUTANTS'] !== undefined
const seed = process.env['FC_SEED'] ?? '1912'
const runs = process.env['CHAOS_RUNS'] ?? '200'

/** A copy of the house with one bug in it. */
function copied({ file, find, replace }: Planted): string {
  const root = mkdtempSync(join(tmpdir(), 'content-sync-mutant-'))
  for (const part of ['src', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
    cpSync(join(project, part), join(root, part), { recursive: true })
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  const text = readFileSync(join(root, file), 'utf8')
  if (text.split(find).length !== 2) throw new Error(`${file}: expected once, to plant a bug there: ${find}`)
  writeFileSync(
    join(root, file),
    text.replace(find, () => replace),
  )
  return root
}

/** Runs the histories in a folder; what they said, and whether they held. */
function histories(root: string): Promise<{ held: boolean; said: string }> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  return new Promise((done) => {
    execFile(
      process.execPath,
      [vitest, 'run', '--root', root, 'test/chaos/chaos.test.ts'],
      { cwd: root, env: { ...env, FC_SEED: seed, CHAOS_RUNS: runs, NO_COLOR: '1' }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        done({ held: error === null, said: `${stdout}\n${stderr}` })
      },
    )
  })
}

// slow: minutes for each; CHAOS_MUTANTS=1 npx vitest run test/chaos/mutants.test.ts
describe.skipIf(!asked)(`a planted bug does not get past the histories (FC_SEED=${seed} CHAOS_RUNS=${runs})`, () => {
  it.each(planted)('$name', { timeout: 3_600_000 }, async (mutant) => {
    const root = copied(mutant)
    try {
      const { held, said } = await histories(root)
      expect(held, `survived: ${mutant.file}`).toBe(false)
      const [, path, promise] = /CHAOS_PATH=(\d+)[\s\S]*?Broken: ([a-z0-9 ]+):/u.exec(said) ?? []
      expect(promise, said.slice(-3000)).toBeDefined()
      console.log(`${mutant.name}: history ${String(path)}, promise "${String(promise)}"`)
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })
})
