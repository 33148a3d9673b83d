import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileStore } from '../../../src/ledger/index.ts'
import { machine, type Backend } from './backend.ts'

export const file: Backend = {
  name: 'file',
  git: false,
  open() {
    const folder = mkdtempSync(join(tmpdir(), 'content-sync-ledger-'))
    return {
      store: (over, lease) => fileStore(folder, machine(over), lease),
      files: () =>
        new Map(
          (existsSync(folder) ? readdirSync(folder, { recursive: true }) : [])
            .map(String)
            .filter((path) => statSync(join(folder, path)).isFile())
            .map((path) => [path, readFileSync(join(folder, path))]),
        ),
      damage(path, bytes) {
        if (bytes === null) {
          rmSync(join(folder, path))
          return
        }
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), bytes)
      },
      door: () => ({ BACKEND: 'file', FOLDER: folder }),
      close: () => {
        rmSync(folder, { recursive: true })
      },
    }
  },
}
