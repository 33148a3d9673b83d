import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import PQueue from 'p-queue'
import { describe, expect, test } from 'vitest'
import { mutants, type Edit, type Mutant } from './mutants.ts'

const project = resolve(import.meta.dirname, '../..')
const seed = process.env['FC_SEED'] ?? '7'
const runs = process.env['LAW_RUNS'] ?? '30'

/** A copy of the house with one bug in it. */
function copied(mutant: Mutant): string {
  const root = mkdtempSync(join(tmpdir(), 'content-sync-mutant-'))
  for (const part of ['src', 'test/house', 'test/laws', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
    cpSync(join(project, part), join(root, part), { recursive: true })
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'))
  for (const edit of [mutant, mutant.and]) if (edit !== undefined) plant(root, edit)
  return root
}

function plant(root: string, { file, find, replace }: Edit): void {
  const text = readFileSync(join(root, file), 'utf8')
  if (text.split(find).length !== 2) throw new Error(`${file}: expected once, to plant a bug there: ${find}`)
  writeFileSync(
    join(root, file),
    text.replace(find, () => replace),
  )
}

/** Runs the laws in a folder; what they said, and whether they held. */
function laws(root: string): Promise<{ held: boolean; said: string }> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  return new Promise((done) => {
    execFile(
      process.execPath,
      [vitest, 'run', '--root', root, 'test/laws/histories.test.ts'],
      { cwd: root, env: { ...env, FC_SEED: seed, LAW_RUNS: runs, NO_COLOR: '1' }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        done({ held: error === null, said: `${stdout}\n${stderr}` })
      },
    )
  })
}

// two at a time: each is a run of its own
const queue = new PQueue({ concurrency: 2 })

describe(`a planted bug does not get past the laws (FC_SEED=${seed} LAW_RUNS=${runs})`, () => {
  test.concurrent.each(mutants)('$name', { timeout: 300_000 }, async (mutant) => {
    const root = copied(mutant)
    try {
      const { held, said } = await queue.add(() => laws(root))
      expect(held, `survived: ${mutant.file}`).toBe(false)
      const broken = [...said.matchAll(/Broken: law (\d)/g)].map(([, law]) => Number(law))
      expect(mutant.laws, said.slice(-3000)).toContain(broken[0])
      console.log(`${mutant.name}: law ${String(broken[0])}`)
    } finally {
      rmSync(root, { recursive: true, force: true })
    }
  })
})
