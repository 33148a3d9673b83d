import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fastGlob from 'fast-glob'
import type { Found, Host } from './found.ts'
import { localesIn } from './locales-in.ts'

/** Folders people keep their articles in, the surest first. */
const usual = [
  'content/articles',
  'help-center',
  'helpcenter',
  'help',
  'articles',
  'knowledge-base',
  'kb',
  'src/content/docs',
  'docs/articles',
  'docs',
  'content/docs',
  'content',
]

/** Markdown that stands in repositories without being content. */
const beside = [
  'CHANGELOG.md',
  'CODE_OF_CONDUCT.md',
  'CONTRIBUTING.md',
  'LICENSE.md',
  'SECURITY.md',
  'AUTHORS.md',
  'NOTICE.md',
  'CLAUDE.md',
  'AGENTS.md',
]

const elsewhere = ['**/node_modules/**', '**/.*/**', '**/dist/**', '**/build/**', '**/vendor/**', '**/test/**', '**/tests/**']

const page = /\.(?:md|markdown)$/iu

/** Looks at a folder: where its Markdown is, in which languages, what it is made for, where it is hosted. Reads names, and the few files that say so. */
export function repository(root: string): Found {
  const files = fastGlob
    .sync('**/*.{md,markdown,mdx}', { cwd: root, ignore: elsewhere, caseSensitiveMatch: false, followSymbolicLinks: false })
    .sort()
  const pages = files.filter((file) => page.test(file))
  const made = madeFor(root)
  const articles = made === 'fin-as-code' ? 'intercom/articles' : rootOf(root, pages, made)
  const below = articles === null ? [] : within(pages, articles)
  const mdx = articles === null ? 0 : within(files, articles).length - below.length
  const snippets = ['content/snippets', 'snippets', 'intercom/snippets'].find((folder) => within(pages, folder).length > 0)
  const config = text(root, '.git/config')
  const slug = /github\.com[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\s*$/mu.exec(config)?.[1] ?? null
  const translated = existsSync(join(root, 'i18n')) && made === 'docusaurus'
  return {
    made,
    articles,
    snippets: snippets ?? null,
    ...(made === 'fin-as-code'
      ? { locale: 'en', layout: 'fin-as-code' as const, locales: [] }
      : localesIn(below, languageOf(root, made))),
    host: hostOf(root, config),
    slug,
    branch: /refs\/heads\/master\s*$/u.test(text(root, '.git/HEAD')) ? 'master' : 'main',
    installed: text(root, 'package.json').includes('"intercom-content-sync"'),
    beside: articles === null ? [] : beside.filter((name) => below.includes(name)),
    notes: [
      ...(mdx > 0 ? [`${mdx} .mdx files in ${articles ?? '.'} are left out: only .md and .markdown are content`] : []),
      ...(translated
        ? ['the translations in i18n/ are left out: content-sync reads fr/page.md or page.fr.md beside the others']
        : []),
    ],
  }
}

/** The paths below a folder, relative to it. */
const within = (files: readonly string[], folder: string): string[] =>
  folder === '.' ? [...files] : files.flatMap((file) => (file.startsWith(`${folder}/`) ? [file.slice(folder.length + 1)] : []))

// a file of settings that is no larger than a person writes
function text(root: string, file: string): string {
  const path = join(root, file)
  const there = statSync(path, { throwIfNoEntry: false })
  return there?.isFile() === true && there.size < 1 << 20 ? readFileSync(path, 'utf8') : ''
}

const any = (root: string, files: readonly string[]): boolean => files.some((file) => existsSync(join(root, file)))

function madeFor(root: string): Found['made'] {
  if (fastGlob.sync('intercom/**/meta.yaml', { cwd: root, followSymbolicLinks: false }).length > 0) return 'fin-as-code'
  if (any(root, ['docusaurus.config.js', 'docusaurus.config.ts', 'docusaurus.config.mjs'])) return 'docusaurus'
  if (any(root, ['mkdocs.yml', 'mkdocs.yaml'])) return 'mkdocs'
  return any(root, ['hugo.toml', 'hugo.yaml', 'config/_default', 'archetypes']) ? 'hugo' : null
}

function rootOf(root: string, pages: readonly string[], made: Found['made']): string | null {
  const said = made === 'mkdocs' ? /^docs_dir:\s*['"]?([\w./-]+)/mu.exec(text(root, 'mkdocs.yml'))?.[1] : undefined
  const wished = [
    ...(said === undefined ? [] : [said.replace(/^\.\//u, '').replace(/\/$/u, '')]),
    ...(made === 'hugo' ? ['content'] : []),
    ...(made === 'docusaurus' ? ['docs'] : []),
    ...usual,
  ]
  const found = wished.find((folder) => within(pages, folder).length > 0)
  if (found !== undefined) return found
  const counts = new Map<string, number>()
  for (const file of pages) {
    const [first, ...rest] = file.split('/')
    if (first !== undefined && rest.length > 0) counts.set(first, (counts.get(first) ?? 0) + 1)
  }
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  if (most !== undefined) return most[0]
  return pages.some((file) => !/^readme/iu.test(file) && !beside.includes(file)) ? '.' : null
}

/** The language a generator says its pages are in. */
function languageOf(root: string, made: Found['made']): string | undefined {
  const [files, says] =
    made === 'docusaurus'
      ? [['docusaurus.config.js', 'docusaurus.config.ts', 'docusaurus.config.mjs'], /defaultLocale:\s*['"]([\w-]+)['"]/u]
      : made === 'hugo'
        ? [['hugo.toml', 'hugo.yaml'], /(?:defaultContentLanguage|languageCode)\s*[:=]\s*['"]?([\w-]+)/iu]
        : [['mkdocs.yml', 'mkdocs.yaml'], /^\s*language:\s*['"]?([\w-]+)/mu]
  return made === null ? undefined : files.flatMap((file) => says.exec(text(root, file))?.[1] ?? [])[0]
}

function hostOf(root: string, config: string): Host | null {
  if (/github\.com/u.test(config) || existsSync(join(root, '.github'))) return 'github'
  return /gitlab/u.test(config) || existsSync(join(root, '.gitlab-ci.yml')) ? 'gitlab' : null
}
