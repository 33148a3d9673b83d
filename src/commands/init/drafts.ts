import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configNames } from '../config/find.ts'
import { configText, type Chosen } from './config-text.ts'
import type { Found, Host } from './found.ts'
import { github, gitlab, type Flow } from './workflow.ts'

/**
 * One file of a project that is set up. `add`: it is not there. `more`: lines are added to one that is. `same`: it says so already. `kept`: it says something
 * else, and stays as it is.
 */
export interface Draft {
  readonly file: string
  readonly is: 'add' | 'more' | 'same' | 'kept'
  /** the whole file as it would be */
  readonly text: string
}

const welcome = `---
title: Welcome
description: The first article that lives in git.
state: draft
---

This article is a file: \`content/articles/welcome.md\`. Change a sentence, then look at \`content-sync plan\`.

## What comes next

- Each folder beside it is a collection, each file in it an article.
- \`welcome.fr.md\` would be this one in French.
`

/** The files that set a project up, each held against what is there. `host`: null: no workflow is wanted. */
export function drafts(root: string, found: Found, chosen: Chosen, host: Host | null, version: string): Draft[] {
  const config = configNames.find((name) => existsSync(join(root, name)))
  return [
    config === undefined || config === 'sync.config.ts'
      ? whole(root, 'sync.config.ts', configText(chosen))
      : { file: config, is: 'kept', text: readFileSync(join(root, config), 'utf8') },
    ...(found.articles === null && !full(chosen) ? [whole(root, `${chosen.articles}/welcome.md`, welcome)] : []),
    ...(found.beside.length === 0
      ? []
      : [
          lines(
            root,
            '.syncignore',
            found.beside.map((name) => `/${chosen.articles === '.' ? '' : `${chosen.articles}/`}${name}`),
          ),
        ]),
    lines(root, '.gitignore', ['.env', ...(chosen.ledger === 'git' ? ['.content-sync/'] : [])]),
    ...(host === null ? [] : [flowFile(root, host, flowOf(found, chosen, version))]),
  ]
}

// articles there become files with a pull; one of ours beside them is not asked for
const full = ({ there }: Chosen): boolean => (there?.counts['article'] ?? 0) > 0

const flowOf = ({ branch, installed }: Found, chosen: Chosen, version: string): Flow => ({
  paths: [
    ...[chosen.articles, ...(chosen.snippets === null ? [] : [chosen.snippets])].map((folder) =>
      folder === '.' ? '**.md' : `${folder}/**`,
    ),
    'config/**',
    'sync.config.ts',
  ],
  branch,
  ledger: chosen.ledger,
  workspace: chosen.workspace,
  installed,
  version,
})

function flowFile(root: string, host: Host, flow: Flow): Draft {
  if (host === 'github') return whole(root, '.github/workflows/content-sync.yml', github(flow))
  const mine = gitlab(flow)
  const there = join(root, '.gitlab-ci.yml')
  const taken = existsSync(there) && readFileSync(there, 'utf8') !== mine
  return whole(root, taken ? '.gitlab/content-sync.yml' : '.gitlab-ci.yml', mine)
}

function whole(root: string, file: string, text: string): Draft {
  const path = join(root, file)
  if (!existsSync(path)) return { file, is: 'add', text }
  return { file, is: readFileSync(path, 'utf8') === text ? 'same' : 'kept', text }
}

/** Lines a list of paths has to hold; those it lacks are added at its end. */
function lines(root: string, file: string, wanted: readonly string[]): Draft {
  const path = join(root, file)
  if (!existsSync(path)) return { file, is: 'add', text: `${wanted.join('\n')}\n` }
  const text = readFileSync(path, 'utf8')
  const there = new Set(text.split(/\r?\n/u).map(bare))
  const missing = wanted.filter((line) => !there.has(bare(line)))
  if (missing.length === 0) return { file, is: 'same', text }
  return { file, is: 'more', text: `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${missing.join('\n')}\n` }
}

const bare = (line: string): string => line.trim().replace(/^\/|\/$/gu, '')
