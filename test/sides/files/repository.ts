import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach } from 'vitest'
import type { Cache, Fields, Resource } from '../../../src/model/index.ts'
import type { FilesOptions, FilesWorld } from '../../../src/sides/files/index.ts'
import { files } from '../../../src/sides/files/index.ts'

export type Tree = Readonly<Record<string, string | Uint8Array>>

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A temporary repository with these files; it goes away after the test. */
export function repository(tree: Tree): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'bakery-')))
  folders.push(root)
  put(root, tree)
  return root
}

export function put(root: string, tree: Tree): void {
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
}

export function memory(): Cache {
  const known = new Map<string, string>()
  return {
    get: (key) => {
      const text = known.get(key)
      return text === undefined ? undefined : (JSON.parse(text) as unknown)
    },
    set: (key, value) => {
      known.set(key, JSON.stringify(value))
    },
  }
}

export type Some = Partial<Omit<FilesOptions, 'root'>>

export const readFrom = (root: string, options: Some = {}): Promise<FilesWorld> =>
  files({
    root,
    content: { articles: 'content/articles', snippets: 'content/snippets' },
    settings: 'config',
    locales: { default: 'en', layout: 'suffix' },
    links: 'error',
    cache: memory(),
    ...options,
  }).read()

export const read = (tree: Tree, options: Some = {}): Promise<FilesWorld> => readFrom(repository(tree), options)

/** An article's text with a title and more front matter. */
export const page = (title: string, more = '', body = 'Bread.\n'): string => `---\ntitle: ${title}\n${more}---\n${body}`

export const the = (world: FilesWorld, kind: string, key: string): Resource => {
  const found = world.resources.filter((resource) => resource.kind === kind && resource.key === key)
  if (found.length !== 1) {
    const there = world.resources.map((resource) => `${resource.kind}:${resource.key}`).join(', ')
    throw new Error(`expected one ${kind} ${key}, got ${found.length} in: ${there}`)
  }
  return found[0] as Resource
}

export const fieldsOf = (world: FilesWorld, kind: string, key: string): Fields => the(world, kind, key).fields
export const keysOf = (world: FilesWorld, kind: string): string[] =>
  world.resources
    .filter((resource) => resource.kind === kind)
    .map(({ key }) => key)
    .sort()

/** Findings as `check` prints them: `file:line severity message`. */
export const said = (world: FilesWorld): string[] =>
  world.findings.map(({ file, line, severity, message }) => `${file}:${line} ${severity} ${message}`)
