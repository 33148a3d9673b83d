import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const binary = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** How a process ended, and what it said. */
export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A repository in a temporary folder in which the built command is run as its own process. */
export interface Shop {
  readonly root: string
  write(path: string, text: string | Uint8Array): void
  remove(path: string): void
  run(...args: readonly string[]): Promise<Said>
  /** like `run`, with an environment, and a hand on the process */
  start(
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): { readonly child: ChildProcess; readonly ended: Promise<Said>; readonly seen: () => string }
  close(): void
}

/** A shop with files. `npm test` builds the command before. */
export function shop(files: Readonly<Record<string, string>>): Shop {
  if (!existsSync(binary)) throw new Error('dist/cli.js is not built: npm run build')
  const root = mkdtempSync(join(tmpdir(), 'content-sync-'))
  const children = new Set<ChildProcess>()
  const write = (path: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  const start: Shop['start'] = (args, env = {}) => {
    const { PATH, HOME } = process.env
    const child = spawn(process.execPath, [binary, ...args], { cwd: root, env: { PATH, HOME, ...env } })
    children.add(child)
    const said = { out: '', err: '' }
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()))
    const ended = new Promise<Said>((resolve) => {
      child.on('close', (code, signal) => {
        children.delete(child)
        resolve({ code: code ?? (signal === null ? -1 : -2), ...said })
      })
    })
    return { child, ended, seen: () => said.out + said.err }
  }
  return {
    root,
    write,
    start,
    remove: (path) => {
      rmSync(join(root, path), { recursive: true })
    },
    run: (...args) => start(args).ended,
    close: () => {
      for (const child of children) child.kill('SIGKILL')
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Waits until something is so (neither undefined nor false), at most half a minute. */
export async function until<T>(look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 30_000
  while (Date.now() < end) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('waited half a minute in vain')
}

/** A help center of a bakery: two collections, a circle of links with anchors, an image, two locales, a snippet, a tag, a folder. */
export const bakery: Readonly<Record<string, string>> = {
  'sync.config.json': JSON.stringify({ workspaces: { sandbox: { sandbox: true } } }),
  'content/articles/orders/pickup.md': `---
title: Pick up your bread
state: published
tags: [orders]
folder: Counter
---

# When we open

We open at nine. Look at [the fees](fees.md#small-orders) before.

![The counter](counter.svg)
`,
  'content/articles/orders/pickup.fr.md': '---\ntitle: Venez chercher votre pain\n---\n\nNous ouvrons à neuf heures.\n',
  'content/articles/orders/fees.md': `# Fees

## Small orders

One more for small orders. [Pick them up](pickup.md#when-we-open) yourself.
`,
  'content/articles/orders/counter.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>',
  'content/articles/about/us.md': '---\ntitle: About us\n---\n\nBakers since 1912.\n',
  'content/snippets/hours.md': '---\ntitle: When do you open?\n---\n\nAt nine.\n',
  'config/folders.yaml': '- name: Counter\n',
}
