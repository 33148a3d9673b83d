import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import { Stop } from '../../model/index.ts'
import { localeOf, locales } from '../../sides/files/index.ts'
import type { Door } from '../door.ts'
import type { Given } from '../options.ts'
import type { Found, Host, Layout } from './found.ts'

/** What a person wants where the repository alone does not say it. */
export interface Wanted {
  readonly articles: string
  readonly snippets: string | null
  readonly locale: string
  readonly layout: Layout
  readonly ledger: 'file' | 'git'
  /** null: no workflow */
  readonly host: Host | null
}

/** What is not said by a flag is asked where somebody is there to ask; else what was found counts. Throws Stop(64) for an answer that cannot be. */
export async function choose(root: string, found: Found, given: Given, ask: Door['ask']): Promise<Wanted> {
  const asks = given.flag('yes') || given.flag('dry-run') ? null : ask
  const answer = async (flag: string | undefined, question: string, usual: string): Promise<string> => {
    if (flag !== undefined || asks === null) return flag ?? usual
    const said = (await asks(`${question} [${usual}] `)).trim()
    return said === '' ? usual : said
  }
  const articles = folder(
    '--articles',
    await answer(given.text('articles'), 'Which folder are the articles in?', found.articles ?? 'content/articles'),
  )
  const locale = await answer(given.text('locale'), 'Which language are they written in?', found.locale)
  const known = localeOf(locale)
  if (known === undefined)
    throw new Stop(64, `--locale: expected a locale Intercom knows (${locales.join(', ')}), got "${locale}"`)
  const host = await answer(
    given.text('ci'),
    'A workflow for github, gitlab or none?',
    found.host ?? (existsSync(`${root}/.git`) ? 'github' : 'none'),
  )
  const ledger = await answer(
    given.text('ledger'),
    'Keep what is remembered in files of the branch (file), or under a ref of the git remote (git)?',
    'file',
  )
  return {
    articles,
    snippets: given.text('snippets') === undefined ? found.snippets : folder('--snippets', given.text('snippets') ?? ''),
    locale: known,
    layout: of('--layout', given.text('layout') ?? found.layout, ['suffix', 'directory', 'fin-as-code']),
    ledger: of('--ledger', ledger, ['file', 'git']),
    host: hostOf(of('--ci', host, ['github', 'gitlab', 'none'])),
  }
}

const hostOf = (said: Host | 'none'): Host | null => (said === 'none' ? null : said)

function of<const T extends string>(flag: string, said: string, words: readonly T[]): T {
  const word = words.find((one) => one === said.toLowerCase())
  if (word === undefined) throw new Stop(64, `${flag}: expected ${words.join(', ')}, got "${said}"`)
  return word
}

/** A folder of the repository, as the config says it. */
function folder(flag: string, said: string): string {
  const path = posix.normalize(said.replaceAll('\\', '/')).replace(/^\.\/|\/$/gu, '')
  if (path === '' || path.startsWith('/') || /^[A-Za-z]:/u.test(path) || path.split('/').includes('..'))
    throw new Stop(64, `${flag}: expected a folder inside the repository, got "${said}"`)
  return path
}
