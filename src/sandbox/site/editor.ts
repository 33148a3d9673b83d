import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { imageHost } from '../bodies/images.ts'
import type { Edit } from '../options.ts'
import type { Article, Content } from '../shapes.ts'
import { helpCenter, type Workspace } from '../workspace.ts'
import { local } from './article.ts'
import type { Markup } from './layout.ts'

const script = `
document.execCommand('defaultParagraphSeparator', false, 'p')
document.querySelector('form').addEventListener('submit', (event) => {
  const form = event.currentTarget
  form.elements.title.value = form.querySelector('h1').textContent.trim()
  form.elements.body.value = form.querySelector('.body').innerHTML
})
`

/** What the page of the editor may do beyond the others: run its one script, and send its form here. */
export const editorPolicy = `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'; form-action 'self'`

/** One article in one language as a teammate edits it in the browser: title and text can be written into. */
export function editor(row: Article, content: Content, workspace: Workspace, locale: string): Markup {
  const people = workspace.store.rows('admins')
  const other = people.find(({ id }) => id !== workspace.meta.adminId)
  return html`<form method="post" action="/help/${locale}/articles/${row.id}/edit">
      <p class="crumbs">
        <button>Save</button> as
        <select name="admin" aria-label="Who edits">
          ${people.map((each) => html`<option value="${each.email}" ${each === other ? raw('selected') : ''}>${each.name}</option>`)}
        </select>
        · <a href="/help/${locale}/articles/${row.id}">leave it as it is</a>
      </p>
      <input type="hidden" name="title" /><input type="hidden" name="body" />
      <article>
        <h1 contenteditable="plaintext-only">${content.title}</h1>
        <div class="body" contenteditable="true">${raw(local(content.body.html, workspace))}</div>
      </article>
    </form>
    ${raw(`<script>${script}</script>`)}`
}

/** What was written on the page of the editor, as an edit of that teammate. */
export function written(row: Article, workspace: Workspace, locale: string, form: FormData): Edit {
  const [admin, title, body] = ['admin', 'title', 'body'].map((name) => {
    const value = form.get(name)
    if (typeof value !== 'string') throw new Error(`expected ${name} in the form of the editor`)
    return value
  }) as [string, string, string]
  const text = { title, body: abroad(body, workspace) }
  return {
    admin,
    path: `/articles/${row.id}`,
    body: locale === row.defaultLocale ? text : { translated_content: { [locale]: text } },
  }
}

/** The opposite of `local`, for what came with a form. */
const abroad = (body: string, workspace: Workspace): string =>
  body
    // a form sends every line end as two characters
    .replaceAll('\r\n', '\n')
    .replaceAll('src="/i/o/', `src="${imageHost}/i/o/`)
    .replaceAll('href="/help/', `href="https://intercom.help/${helpCenter(workspace).identifier}/`)
