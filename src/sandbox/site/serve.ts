import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { edited } from '../edit.ts'
import type { Runtime } from '../runtime.ts'
import { defaultLocale, helpCenter } from '../workspace.ts'
import { article } from './article.ts'
import { editor, editorPolicy, written } from './editor.ts'
import { home } from './home.ts'
import { inside } from './inside.ts'
import { layout, type Markup } from './layout.ts'
import { placeholder } from './placeholder.ts'

const common = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-src https:; base-uri 'none'"
const policy = `${common}; form-action 'none'`

/** Puts the help-center page under `/help` and the images it shows under `/i/o`. */
export function serveSite(app: Hono, runtime: Runtime): void {
  const { workspace } = runtime
  const page = (
    context: Context,
    locale: string,
    title: string,
    content: Markup,
    rest = '',
    status: 200 | 404 = 200,
    may = policy,
  ): Response | Promise<Response> => {
    context.header('Content-Security-Policy', may)
    context.header('X-Content-Type-Options', 'nosniff')
    context.header('Referrer-Policy', 'no-referrer')
    return context.html(
      layout(workspace, locale, title, content, (each) => `/help/${each}${rest}`),
      status,
    )
  }
  const absent = (context: Context, what: string): Response | Promise<Response> => {
    const content = html`<h1>Not here</h1>
      <p class="lead">${what}</p>`
    return page(context, defaultLocale(workspace), 'Not here', content, '', 404)
  }
  const spoken = (locale: string): boolean => helpCenter(workspace).locales.includes(locale)

  app.get('/favicon.ico', (context) => context.body(null, 204))
  app.get('/help', (context) => context.redirect(`/help/${defaultLocale(workspace)}`))
  app.get('/help/:locale', (context) => {
    const { locale } = context.req.param()
    if (!spoken(locale)) return absent(context, `This help center does not speak ${locale}.`)
    return page(context, locale, 'Home', home(workspace, locale))
  })
  app.get('/help/:locale/inside', (context) => {
    const { locale } = context.req.param()
    if (!spoken(locale)) return absent(context, `This help center does not speak ${locale}.`)
    return page(context, locale, 'Inside the workspace', inside(workspace, locale), '/inside')
  })
  app.get('/help/:locale/collections/:name', (context) => {
    const { locale, name } = context.req.param()
    return context.redirect(`/help/${locale}#collection-${Number.parseInt(name, 10)}`)
  })
  app.get('/help/:locale/articles/:name', (context) => {
    const { locale, name } = context.req.param()
    const row = workspace.store.get('articles', Number.parseInt(name, 10))
    if (row === undefined) return absent(context, 'There is no such article.')
    const content = row.contents[locale]
    if (content === undefined) return absent(context, `This article is not there in ${locale}.`)
    return page(context, locale, content.title, article(row, content, workspace, locale), `/articles/${row.id}`)
  })
  app.get('/help/:locale/articles/:id/edit', (context) => {
    const { locale, id } = context.req.param()
    const row = workspace.store.get('articles', Number(id))
    const content = row?.contents[locale]
    if (row === undefined || content === undefined) return absent(context, `This article is not there in ${locale}.`)
    const may = `${common}; ${editorPolicy}`
    return page(context, locale, content.title, editor(row, content, workspace, locale), `/articles/${id}/edit`, 200, may)
  })
  app.post('/help/:locale/articles/:id/edit', async (context) => {
    const { locale, id } = context.req.param()
    // another site open in the same browser has no business here
    if (!['same-origin', undefined].includes(context.req.header('Sec-Fetch-Site'))) return context.text('not from this page', 403)
    const row = workspace.store.get('articles', Number(id))
    if (row?.contents[locale] === undefined) return absent(context, `This article is not there in ${locale}.`)
    const { status, body } = await edited(written(row, workspace, locale, await context.req.formData()), runtime)
    if (status !== 200) return context.text(`Intercom refused it: ${JSON.stringify(body)}`, 400)
    return context.redirect(`/help/${locale}/articles/${id}`, 303)
  })
  app.get('/i/o/:id/:hex/:uuid', (context) => {
    const image = workspace.store.get('images', Number(context.req.param('id')))
    if (image?.path.endsWith(new URL(context.req.url).pathname) !== true) return absent(context, 'There is no such image.')
    const expires = context.req.query('expires')
    if (expires !== undefined && Number(expires) < workspace.stamp()) return context.text('the signature has ended', 403)
    const bytes = image.digest === null ? undefined : workspace.store.bytes(image.digest)
    const headers = {
      'Content-Type': bytes === undefined ? 'image/svg+xml' : image.type,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': policy,
    }
    return new Response(bytes === undefined ? placeholder(image.source) : new Uint8Array(bytes), { headers })
  })
}
