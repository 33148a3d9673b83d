import { posix } from 'node:path'
import type { Block, Page, Repository } from './repository.ts'
import { answering, extras, filedIn, folders, headingOf, keyOf, shelvesOf, targetOf } from './repository.ts'

const slug = (text: string): string => text.toLowerCase().replaceAll(' ', '-')

function linked(link: Extract<Block, { is: 'link' }>, page: Page, locale: 'en' | 'fr', all: Repository): string {
  const target = targetOf(link, all.pages)
  const heading = headingOf(link, answering(target, locale))
  const anchor = heading === undefined ? '' : `#${slug(heading.text)}${heading.nth === 0 ? '' : `-${heading.nth}`}`
  const path = posix.relative(page.shelf === '' ? '.' : page.shelf, `${keyOf(target)}.md`)
  return `See [page ${target.uid}](${path}${anchor}).`
}

function block(each: Block, page: Page, locale: 'en' | 'fr', all: Repository): string {
  switch (each.is) {
    case 'text':
      return each.words
    case 'callout':
      return `> [!NOTE]\n> ${each.words}`
    case 'list':
      return `- ${each.words}\n- and **more** of it\n  - below`
    case 'table':
      return `| what | how |\n| --- | --- |\n| ${each.words} | a & b |`
    case 'code':
      return `\`\`\`js\nbake("${each.words}") // a < b\n\`\`\``
    case 'heading':
      return `## ${each.text}`
    case 'link':
      return linked(each, page, locale, all)
    case 'image': {
      const up = page.shelf === '' ? '' : '../'.repeat(page.shelf.split('/').length)
      return `![picture](${up}pictures/${each.picture}.svg)`
    }
  }
}

const list = (values: readonly string[]): string => `[${values.map((value) => JSON.stringify(value)).join(', ')}]`

function page(each: Page, all: Repository): [path: string, text: string][] {
  const filed = each.also.length > 0 ? filedIn(each) : null
  const head = [
    `title: ${JSON.stringify(each.title)}`,
    `state: ${each.state}`,
    ...(each.description === undefined ? [] : [`description: ${JSON.stringify(each.description)}`]),
    ...(each.tags === undefined ? [] : [`tags: ${list(each.tags)}`]),
    ...(each.audiences === undefined ? [] : [`audiences: ${list(each.audiences)}`]),
    ...(filed === null ? [] : [`collections: ${list(filed)}`]),
    ...(each.folder === undefined ? [] : [`folder: ${each.folder}`]),
  ]
  const body = (locale: 'en' | 'fr', blocks: readonly Block[]): string =>
    blocks.map((one) => `${block(one, each, locale, all)}\n`).join('\n')
  const path = `content/articles/${keyOf(each)}`
  const text = `---\n${head.join('\n')}\n---\n\n${body('en', each.blocks)}`
  if (each.fr === undefined) return [[`${path}.md`, text]]
  const translated = `---\ntitle: ${JSON.stringify(each.fr.title)}\nstate: ${each.state}\n---\n\n${body('fr', each.fr.blocks)}`
  return [
    [`${path}.md`, text],
    [`${path}.fr.md`, translated],
  ]
}

interface Branch {
  name: string
  children: Branch[]
}

/** A tree of names as a settings file writes it. */
function tree(paths: readonly string[]): string {
  const roots: Branch[] = []
  for (const path of paths) {
    let level = roots
    for (const name of path.split('/')) {
      const found = level.find((branch) => branch.name === name) ?? { name, children: [] }
      if (!level.includes(found)) level.push(found)
      level = found.children
    }
  }
  const lines = (branches: readonly Branch[], indent: string): string[] =>
    branches.flatMap(({ name, children }) => [
      `${indent}- name: ${name}`,
      ...(children.length === 0 ? [] : [`${indent}  children:`, ...lines(children, `${indent}    `)]),
    ])
  return `${lines(roots, '').join('\n')}\n`
}

const picture = (n: number, turn: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>${n} ${turn}</text></svg>\n`

/** A help center as files: path → text. */
export function render(all: Repository): Map<string, string> {
  const files = new Map<string, string>()
  for (const each of all.pages) for (const [path, text] of page(each, all)) files.set(path, text)
  const shelves = shelvesOf(all.pages)
  for (const [shelf, name] of all.shelves)
    if (shelves.has(shelf))
      files.set(`content/articles/${shelf}/_collection.yaml`, `name: ${name}\ndescription: About ${name}\nname.fr: ${name} fr\n`)
  for (const { name, title, words, locale } of all.snippets)
    files.set(
      `content/snippets/${name}${locale === 'en' ? '' : `.${locale}`}.md`,
      `---\ntitle: ${title}\nfin: {agent: true}\n---\n\n## ${title}\n\n${words}\n`,
    )
  for (const [n, turn] of all.pictures) files.set(`content/articles/pictures/${n}.svg`, picture(n, turn))
  files.set('config/collections.yaml', tree(extras))
  files.set('config/folders.yaml', tree(folders))
  if (all.source !== undefined) files.set('config/import-sources.yaml', `- url: ${all.source}\n  status: active\n`)
  return files
}
