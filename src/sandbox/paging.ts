import type { Ask } from './ask.ts'
import { invalid } from './refusal.ts'
import type { Workspace } from './workspace.ts'

/** One page of a list: its items and the numbers around it. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly page: number
  readonly perPage: number
  readonly totalPages: number
  readonly total: number
}

/** Cuts the page asked for out of all rows; sizes above the cap are lowered or refused. */
export function page<T>(rows: readonly T[], ask: Ask, workspace: Workspace, size: { standard: number; cap: number }): Page<T> {
  const wanted = count(ask, 'per_page') ?? size.standard
  if (wanted > size.cap && workspace.switches.perPageOver === 'refuse')
    throw invalid(`per_page must be at most ${size.cap}`, 'per_page')
  const perPage = Math.min(wanted, size.cap)
  const number = count(ask, 'page') ?? 1
  const start = (number - 1) * perPage
  return {
    items: rows.slice(start, start + perPage),
    page: number,
    perPage,
    totalPages: Math.max(1, Math.ceil(rows.length / perPage)),
    total: rows.length,
  }
}

/** The shape of articles, collections, folders and versions: `pages` with `next` as the switch says. */
export function pagesList(
  found: Page<unknown>,
  data: readonly unknown[],
  ask: Ask,
  workspace: Workspace,
): Record<string, unknown> {
  const last = found.page >= found.totalPages
  const next = {
    object: { per_page: found.perPage, starting_after: String(found.page + 1) },
    string: nextUrl(found, ask),
    'page-number': undefined,
  }[workspace.switches.next]
  return list(found, data, last || next === undefined ? {} : { next })
}

/** The shape of import sources and external pages: `pages.next` is a URL or null. */
export function linkedList(found: Page<unknown>, data: readonly unknown[], ask: Ask): Record<string, unknown> {
  return list(found, data, { next: found.page >= found.totalPages ? null : nextUrl(found, ask) })
}

/** The shape of snippets and audiences: the numbers stand at the top. */
export function flatList(found: Page<unknown>, data: readonly unknown[]): Record<string, unknown> {
  return {
    type: 'list',
    data,
    total_count: found.total,
    page: found.page,
    per_page: found.perPage,
    total_pages: found.totalPages,
  }
}

function list(found: Page<unknown>, data: readonly unknown[], next: Record<string, unknown>): Record<string, unknown> {
  const pages = { type: 'pages', page: found.page, per_page: found.perPage, total_pages: found.totalPages, ...next }
  return { type: 'list', pages, total_count: found.total, data }
}

function nextUrl(found: Page<unknown>, ask: Ask): string {
  const url = new URL(ask.url)
  for (const [name, value] of ask.query) url.searchParams.set(name, value)
  url.searchParams.set('per_page', String(found.perPage))
  url.searchParams.set('page', String(found.page + 1))
  return url.href
}

// a page object in the description carries a cursor; the next page's number serves as one
function count(ask: Ask, name: 'page' | 'per_page'): number | undefined {
  const value = ask.query.get(name) ?? (name === 'page' ? ask.query.get('starting_after') : null)
  if (value === null) return undefined
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 1) throw invalid(`${name} must be a positive integer`, name)
  return number
}
