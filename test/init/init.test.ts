import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { parse as fromYaml } from 'yaml'
import { choose, type Wanted } from '../../src/commands/init/choose.ts'
import { repository } from '../../src/commands/init/repository.ts'
import { parse } from '../../src/commands/parse.ts'
import { startSandbox } from '../../src/sandbox/index.ts'
import { desk, type Desk } from '../commands/desk.ts'

let at: Desk
afterEach(() => {
  at.clean()
})
const read = (path: string): string => readFileSync(join(at.root, path), 'utf8')
const page = (title: string, body = `All about ${title}.`): string => `---\ntitle: ${title}\n---\n\n${body}\n`
const tree = (): string[] =>
  readdirSync(at.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.content-sync'))
    .map((entry) => join(entry.parentPath, entry.name).slice(at.root.length + 1))
    .sort()

/** From init to a workspace with nothing left to change. */
async function works(creates: number): Promise<void> {
  const plan = await at.run('plan -f json')
  expect([plan.code, plan.err]).toEqual([0, plan.err])
  expect((JSON.parse(plan.out) as { counts: { create: number } }).counts.create).toBe(creates)
  const applied = await at.run('apply --yes')
  expect([applied.code, applied.out]).toEqual([0, applied.out])
  expect((await at.run('plan --detailed-exitcode')).code).toBe(0)
}

describe('the first five minutes', () => {
  test('in an empty folder there is an article, a config and a workflow, and the sandbox takes them at once', async () => {
    at = desk()
    const said = await at.run('init')
    expect([said.code, said.err]).toEqual([0, ''])
    expect(tree()).toEqual(['.github/workflows/content-sync.yml', '.gitignore', 'content/articles/welcome.md', 'sync.config.ts'])
    expect(said.out).toContain('no Markdown here yet')
    expect(said.out).toContain('content-sync plan')
    await works(1)
  })

  test('a second init changes nothing', async () => {
    at = desk()
    await at.run('init')
    const before = tree().map((file) => read(file))
    const said = await at.run('init')
    expect([said.code, tree().map((file) => read(file))]).toEqual([0, before])
    expect(said.out).toContain('as it should be  sync.config.ts')
  })

  test('what is there is kept, and what it lacks is shown', async () => {
    const mine = "import { defineConfig } from 'intercom-content-sync'\n\nexport default defineConfig({ prune: true })\n"
    at = desk({ 'sync.config.ts': mine, '.gitignore': 'node_modules', 'content/articles/a.md': page('A') })
    const said = await at.run('init --ledger git')
    expect(read('sync.config.ts')).toBe(mine)
    expect(said.out).toMatch(/kept {2}sync\.config\.ts.*\n(?: {2}.*\n)* {2}\+ {2}ledger: 'git'/u)
    expect(read('.gitignore')).toBe('node_modules\n.env\n.content-sync/\n')
  })

  test('a config by another name is the config: no second one is put beside it', async () => {
    at = desk({ 'sync.config.json': '{}', 'content/articles/a.md': page('A') })
    const said = await at.run('init --ci none')
    expect(said.out).toContain('kept  sync.config.json')
    expect(existsSync(join(at.root, 'sync.config.ts'))).toBe(false)
  })

  test('a dry run, and a person who says no, leave the folder as it is', async () => {
    at = desk({ 'docs/a.md': page('A') })
    expect((await at.run('init --dry-run')).out).toContain('would make  sync.config.ts')
    expect(await at.run('init', { answer: '' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing was written') as string,
    })
    expect(tree()).toEqual(['docs/a.md'])
  })

  test('an answer that cannot be is refused with what could be', async () => {
    at = desk({ 'docs/a.md': page('A') })
    for (const [flag, says] of [
      ['--articles ../elsewhere', 'expected a folder inside the repository'],
      ['--locale klingon', 'expected a locale Intercom knows'],
      ['-w pro"duction', 'expected a name of letters'],
      ['--ci jenkins', 'expected github, gitlab or none'],
      ['--layout flat', 'expected suffix, directory or fin-as-code'],
    ] as const) {
      const said = await at.run(`init ${flag}`)
      expect([said.code, said.err]).toEqual([64, expect.stringContaining(says)])
    }
    expect(tree()).toEqual(['docs/a.md'])
  })
})

describe('questions', () => {
  const answered = async (line: string, answers: readonly string[]): Promise<{ asked: string[]; wanted: Wanted }> => {
    const asked: string[] = []
    const parsed = await parse(line.split(' '), '0.0.0', 80)
    if (!('given' in parsed)) throw new Error('expected a verb')
    const ask = (question: string): Promise<string> => Promise.resolve(answers[asked.push(question) - 1] ?? '')
    return { asked, wanted: await choose(at.root, repository(at.root), parsed.given, ask) }
  }

  test('what was found is offered, an empty answer takes it, another is taken', async () => {
    at = desk({ 'docs/a.md': page('A') })
    const { asked, wanted } = await answered('init', ['', 'fr', 'none', 'git'])
    expect(asked.map((each) => /\[(.*)\]/u.exec(each)?.[1])).toEqual(['docs', 'en', 'github', 'file'])
    expect(wanted).toEqual({ articles: 'docs', snippets: null, locale: 'fr', layout: 'suffix', host: null, ledger: 'git' })
  })

  test('what a flag says is not asked, and with --yes nothing is', async () => {
    at = desk({ 'docs/a.md': page('A') })
    expect((await answered('init --articles help --locale de --ci gitlab --ledger git', [])).asked).toEqual([])
    expect((await answered('init --yes', [])).asked).toEqual([])
    expect((await answered('init --yes', [])).wanted.articles).toBe('docs')
  })
})

describe('a repository is taken as it is', () => {
  test('Docusaurus: docs/, what is no Markdown, broken links and translations elsewhere', async () => {
    at = desk({
      'docusaurus.config.js': "module.exports = { i18n: { defaultLocale: 'en', locales: ['en', 'fr'] } }\n",
      'i18n/fr/docusaurus-plugin-content-docs/current/intro.md': page('Bienvenue'),
      'docs/intro.md':
        '---\nid: intro\nsidebar_position: 1\n---\n\n# Welcome\n\nSee [the guide](./guide/bread.md) and [what is gone](./gone.md).\n',
      'docs/guide/_category_.json': '{"label":"Guide"}',
      'docs/guide/bread.md': page('Bread'),
      'docs/guide/widget.mdx': 'import X from "x"\n\n<X/>\n',
      'README.md': '# Ours\n',
      'CHANGELOG.md': '# Changes\n',
      'node_modules/x/README.md': '# X\n',
    })
    const said = await at.run('init')
    expect(said.code).toBe(0)
    expect(said.out).toContain('2 pages in docs, made for docusaurus')
    expect(said.out).toContain('1 .mdx files in docs are left out')
    expect(said.out).toContain('the translations in i18n/ are left out')
    expect(read('sync.config.ts')).toContain("content: { articles: 'docs' }")
    expect(read('sync.config.ts')).toContain("links: { check: 'warn' }")
    await works(3)
  })

  test('Hugo: content/ in folders of languages', async () => {
    at = desk({
      'hugo.toml': 'defaultContentLanguage = "fr"\n',
      'content/fr/pain.md': page('Pain'),
      'content/en/pain.md': page('Bread'),
      'content/fr/four/seigle.md': page('Seigle'),
    })
    expect((await at.run('init')).out).toContain('3 pages in content, made for hugo, in fr, and en by directory')
    expect(read('sync.config.ts')).toContain("locales: { default: 'fr', layout: 'directory' }")
    expect((await at.run('check')).code).toBe(0)
  })

  test('MkDocs: the folder it names, translations by suffix', async () => {
    at = desk({
      'mkdocs.yml': 'site_name: Bakery\ndocs_dir: handbook\n',
      'handbook/bread.md': page('Bread'),
      'handbook/bread.de.md': page('Brot'),
      'docs/other.md': page('Other'),
    })
    expect((await at.run('init')).out).toContain('2 pages in handbook, made for mkdocs, in en, and de by suffix')
    expect((await at.run('check')).out).toContain('2 files: 1 article')
  })

  test("Intercom's own layout", async () => {
    at = desk({
      'intercom/articles/bread/meta.yaml': '---\ntype: article\ntitle: Bread\n---\n',
      'intercom/articles/bread/en.md': 'All about bread.\n',
    })
    await at.run('init')
    expect(read('sync.config.ts')).toContain("locales: { layout: 'fin-as-code' }")
    expect((await at.run('check')).out).toContain('1 article')
  })

  test('Markdown at the top: what every repository has is no content', async () => {
    at = desk({ 'bread.md': page('Bread'), 'CONTRIBUTING.md': '# How to\n', 'README.md': '# Ours\n' })
    await at.run('init')
    expect(read('.syncignore')).toBe('/CONTRIBUTING.md\n')
    expect((await at.run('check')).out).toContain('1 article')
  })
})

describe('a workspace that a token opens', () => {
  test('its id and what is in it are found, the token goes into no file, and the config plans against it', async () => {
    const sandbox = await startSandbox()
    at = desk({ 'docs/a.md': page('A') })
    await sandbox.control.edit({
      method: 'POST',
      path: '/articles',
      admin: 'ana@example.com',
      body: { title: 'A', author_id: 1002 },
    })
    const env = { INTERCOM_ACCESS_TOKEN: sandbox.token }
    const said = await at.run(`init -w bakery --base-url ${sandbox.url}`, { env })
    expect(said.out).toContain(`(${sandbox.workspaceId})`)
    expect(said.out).toContain('content-sync adopt -w bakery --dry-run')
    expect(read('sync.config.ts')).toContain(`bakery: { baseUrl: '${sandbox.url}', id: '${sandbox.workspaceId}' }`)
    for (const file of tree()) expect(read(file)).not.toContain(sandbox.token)
    expect(sandbox.requests().filter(({ method }) => method !== 'GET')).toEqual([])
    expect((await at.run('plan -w bakery', { env })).code).toBe(0)
    await sandbox.close()
  })

  test('where the articles are in Intercom, an empty folder is to be pulled into, and gets no article of ours', async () => {
    const sandbox = await startSandbox()
    at = desk()
    await sandbox.control.edit({
      method: 'POST',
      path: '/articles',
      admin: 'ana@example.com',
      body: { title: 'Bread', body: '<p>All about it.</p>', author_id: 1002, state: 'published' },
    })
    const env = { INTERCOM_ACCESS_TOKEN: sandbox.token }
    const said = await at.run(`init --ci none --base-url ${sandbox.url}`, { env })
    expect(said.out).toMatch(/: 1 article, .*\b3 audiences, 3 authors\n/u)
    expect(said.out).toContain('next:\n  content-sync pull -w production')
    expect(tree()).toEqual(['.gitignore', 'sync.config.ts'])
    expect((await at.run('pull -w production --yes', { env })).code).toBe(0)
    expect((await at.run('plan -w production --detailed-exitcode', { env })).code).toBe(0)
    await sandbox.close()
  })

  test('a token that opens none is said, and the rest is set up all the same', async () => {
    const sandbox = await startSandbox()
    at = desk({ 'docs/a.md': page('A') })
    const said = await at.run(`init --base-url ${sandbox.url}`, { env: { INTERCOM_ACCESS_TOKEN: 'wrong' } })
    expect([said.code, said.out]).toEqual([0, expect.stringContaining('the token opens no workspace')])
    expect(read('sync.config.ts')).toContain('// production:')
    await sandbox.close()
  })
})

interface Workflow {
  readonly on: { readonly push: { readonly paths: readonly string[] } }
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly run?: string }[]; readonly permissions?: unknown }>
  >
}

describe('the workflow', () => {
  for (const ledger of ['file', 'git'])
    test(`at GitHub with ledger '${ledger}' it plans on pull requests and applies on main`, async () => {
      at = desk({ 'docs/a.md': page('A') })
      await at.run(`init --ci github --ledger ${ledger}`)
      const text = read('.github/workflows/content-sync.yml')
      const { on, jobs } = fromYaml(text) as Workflow
      expect(on.push.paths).toEqual(['docs/**', 'config/**', 'sync.config.ts'])
      const runs = (job: string): string => jobs[job]?.steps.flatMap(({ run }) => run ?? []).join('\n') ?? ''
      expect(runs('check')).toMatch(/^npx --yes intercom-content-sync@\d+\.\d+\.\d+ check$/u)
      expect(runs('plan')).toContain('plan --workspace "$WORKSPACE"')
      expect(runs('apply')).toContain('apply --workspace "$WORKSPACE" --yes')
      expect(runs('apply').includes('git add .content-sync')).toBe(ledger === 'file')
      expect(jobs['apply']?.permissions).toEqual({ contents: 'write' })
      expect(text.match(/https?:\/\/\S+|registry/gu)).toBe(null)
    })

  test('at GitLab an existing pipeline is left alone', async () => {
    at = desk({ 'docs/a.md': page('A'), '.gitlab-ci.yml': 'test:\n  script: [make]\n' })
    await at.run('init --ledger git')
    expect(read('.gitlab-ci.yml')).toBe('test:\n  script: [make]\n')
    const jobs = fromYaml(read('.gitlab/content-sync.yml'), { merge: true }) as Record<string, { script?: string[] }>
    expect(jobs['content-sync apply']?.script?.join('\n')).toContain('apply --workspace "$INTERCOM_WORKSPACE" --yes')
    expect(jobs['content-sync plan']?.script).toHaveLength(1)
  })

  test('a folder with an apostrophe is quoted in config and workflow', async () => {
    at = desk({ "Ana's bread/a.md": page('A') })
    await at.run('init')
    const { on } = fromYaml(read('.github/workflows/content-sync.yml')) as Workflow
    expect(on.push.paths[0]).toBe("Ana's bread/**")
    expect((await at.run('check')).out).toContain('1 article')
  })

  test('where the repository has the program among its packages, that version runs', async () => {
    at = desk({ 'docs/a.md': page('A'), 'package.json': '{"devDependencies":{"intercom-content-sync":"0.1.0"}}' })
    await at.run('init')
    expect(read('.github/workflows/content-sync.yml')).toMatch(/- run: npm ci\n\s+- run: npx content-sync check/u)
  })
})
