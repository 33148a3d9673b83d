import type { Layout } from './found.ts'
import type { There } from './workspace.ts'

/** All that is known or was said of a project that is set up. */
export interface Chosen {
  readonly articles: string
  readonly snippets: string | null
  readonly locale: string
  readonly layout: Layout
  /** broken links are warned of: there are some, and they should not stop the first plan */
  readonly lenient: boolean
  readonly ledger: 'file' | 'git'
  /** what the config calls the real workspace */
  readonly workspace: string
  readonly there: There | null
  readonly helpCenter: string | null
  readonly images: boolean
  readonly slug: string | null
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const name = (text: string): string => (/^[A-Za-z_]\w*$/u.test(text) ? text : quoted(text))

/** A `sync.config.ts` that says what is not usual, and no more. */
export function configText(chosen: Chosen): string {
  const { articles, snippets, locale, layout, lenient, ledger } = chosen
  const content = contentOf(articles, snippets, layout)
  const locales = [
    ...(locale === 'en' ? [] : [`default: ${quoted(locale)}`]),
    ...(layout === 'suffix' ? [] : [`layout: ${quoted(layout)}`]),
  ]
  return [
    "import { defineConfig } from 'intercom-content-sync'",
    '',
    'export default defineConfig({',
    ...(content === null ? [] : [`  content: ${content},`]),
    ...(locales.length === 0 ? [] : [`  locales: { ${locales.join(', ')} },`]),
    ...(lenient
      ? [
          "  // there are links that lead nowhere (content-sync check lists them); 'error' once they are mended",
          "  links: { check: 'warn' },",
        ]
      : []),
    ...assets(chosen),
    '  // without -w the sandbox is meant: an Intercom of your own on this machine, no token needed',
    "  workspace: 'sandbox',",
    '  workspaces: {',
    '    sandbox: { sandbox: true },',
    ...workspace(chosen),
    '  },',
    ...(ledger === 'git'
      ? ['  // what is remembered lies under refs/content-sync of the git remote; nothing of it is committed', "  ledger: 'git',"]
      : []),
    '})',
    '',
  ].join('\n')
}

function contentOf(articles: string, snippets: string | null, layout: Layout): string | null {
  const usual = layout === 'fin-as-code' ? 'intercom' : 'content'
  if (articles === `${usual}/articles` && (snippets === null || snippets === `${usual}/snippets`)) return null
  return `{ articles: ${quoted(articles)}${snippets === null ? '' : `, snippets: ${quoted(snippets)}`} }`
}

function assets({ images, slug }: Chosen): string[] {
  if (!images) return []
  const where = `https://raw.githubusercontent.com/${slug ?? 'acme/help'}/{commit}/`
  return [
    '  // Intercom has no upload: it fetches new images from here. The address has to be public',
    `  // assets: { publicUrl: ${quoted(where)} },`,
  ]
}

function workspace({ there, workspace, helpCenter }: Chosen): string[] {
  if (there === null)
    return [
      `    // your own: its token in INTERCOM_ACCESS_TOKEN (environment or .env), never here`,
      `    // ${name(workspace)}: { region: 'us', id: 'abc12345', author: 'docs@example.com' },`,
    ]
  const place = 'baseUrl' in there ? `baseUrl: ${quoted(there.baseUrl)}` : `region: ${quoted(there.region)}`
  const center = helpCenter === null ? '' : `, helpCenter: ${quoted(helpCenter)}`
  return [
    `    // ${there.title}`.replace(/\p{Cc}+/gu, ' '),
    `    ${name(workspace)}: { ${place}, id: ${quoted(there.id)}${center} },`,
  ]
}
