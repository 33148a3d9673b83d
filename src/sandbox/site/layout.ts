import { html, raw } from 'hono/html'
import { helpCenter, type Workspace } from '../workspace.ts'
import { style } from './style.ts'

/** Markup that is escaped already. */
export type Markup = ReturnType<typeof html>

/** A whole page around its content; `to` is the same page in another language. */
export function layout(
  workspace: Workspace,
  locale: string,
  title: string,
  content: Markup,
  to: (locale: string) => string,
): Markup {
  const home = helpCenter(workspace)
  const languages = workspace.switches.multilingual ? home.locales.filter((each) => each === locale || used(workspace, each)) : []
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${home.displayName}</title>
        <style>
          ${raw(style)}
        </style>
      </head>
      <body>
        <header>
          <div>
            <a class="name" href="/help/${locale}">${home.displayName}</a>
            <nav aria-label="Languages">
              ${languages.map((each) => html`<a href="${to(each)}" lang="${each}" ${each === locale ? raw('aria-current="true"') : ''}>${each}</a>`)}
            </nav>
            <nav aria-label="Workspace"><a href="/help/${locale}/inside">Inside the workspace</a></nav>
          </div>
        </header>
        <main>
          ${content}
          <footer>Workspace ${workspace.meta.workspaceId}, a local sandbox.</footer>
        </main>
      </body>
    </html>`
}

function used(workspace: Workspace, locale: string): boolean {
  const { store } = workspace
  return (
    store.rows('articles').some((row) => locale in row.contents) ||
    store.rows('collections').some((row) => locale in row.translations) ||
    store.rows('snippets').some((row) => row.locale === locale)
  )
}
