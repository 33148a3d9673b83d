import { randomBytes } from 'node:crypto'
import type { Macro, Predicate } from './shapes.ts'
import type { Store } from './store.ts'

/** Who and what a new workspace starts with; the first admin is the one the token belongs to. */
export interface Seed {
  readonly workspaceId?: string
  readonly name?: string
  readonly admins?: readonly { readonly name: string; readonly email: string; readonly teams?: readonly string[] }[]
  readonly audiences?: readonly string[]
  /** The first one is the default language. */
  readonly locales?: readonly string[]
  /** The last part of the help center's address. */
  readonly helpCenter?: string
  /** A host name at which the help center answers as well. */
  readonly domain?: string
  readonly macros?: readonly SavedReply[]
}

/** A macro; without teams it is for everyone. */
export type SavedReply = Pick<Macro, 'name' | 'html'> & Partial<Pick<Macro, 'teams' | 'places'>>

const people = [
  { name: 'Robin Content', email: 'robin@example.com' },
  { name: 'Ana Pires', email: 'ana@example.com' },
  { name: 'Noor Visser', email: 'noor@example.com' },
]
const groups = ['Everyone on a paid plan', 'Trial users', 'Beta testers']
const everywhere: Macro['places'] = ['inbox', 'messenger']
const replies: readonly SavedReply[] = [
  {
    name: 'Order is ready',
    html: "<p>Hi {{user.first_name | fallback: 'there'}},</p><p>your order #{{order.number}} is ready for pickup!</p>",
  },
  {
    name: 'Late delivery',
    html: '<p>Sorry, {{user.name}}. Today we bake for <b>two</b>:</p><ul><li>the oven</li><li>you, at {{company.name | fallback: "your place"}}</li></ul>',
    places: ['inbox'],
  },
  { name: 'Allergen recall', html: '<p>For the recall team only.</p>', teams: ['301'], places: ['inbox'] },
]
const languages = ['en', 'fr', 'de', 'es', 'it', 'nl', 'pt-BR', 'ja']

/** Fills an empty store; one that holds a workspace already stays as it is. */
export function seed(store: Store, given: Seed, token: string | undefined, stamp: number): void {
  if (store.get('meta', 0) !== undefined) return
  const workspaceId = given.workspaceId ?? `sandbox_${randomBytes(5).toString('hex')}`
  const admins = given.admins ?? people
  if (admins.length === 0) throw new Error('seed: a workspace needs an admin')
  for (const person of admins) store.put('admins', { id: store.nextId('admins'), ...person })
  const [first] = store.rows('admins')
  if (first === undefined) throw new Error('seed: the first admin is missing')
  store.put('meta', {
    id: 0,
    workspaceId,
    name: given.name ?? 'Sandbox',
    token: token ?? `sandbox_token_${randomBytes(9).toString('hex')}`,
    readToken: `sandbox_read_${randomBytes(9).toString('hex')}`,
    adminId: first.id,
    createdAt: stamp,
  })
  const locales = given.locales ?? languages
  if (locales.length === 0) throw new Error('seed: a help center needs a locale')
  const identifier = given.helpCenter ?? 'sandbox'
  store.put('helpCenters', {
    id: store.nextId('helpCenters'),
    identifier,
    displayName: given.name ?? 'Sandbox Help Center',
    ...(given.domain === undefined ? {} : { domain: given.domain }),
    locales,
    createdAt: stamp,
  })
  for (const name of given.audiences ?? groups) {
    store.put('audiences', {
      id: store.nextId('audiences'),
      name,
      predicates: [predicate('custom_attributes.plan', 'string', name)],
      rolePredicates: [predicate('role', 'role', 'user')],
      createdAt: stamp,
      updatedAt: stamp,
    })
  }
  for (const { name, html, teams = [], places = everywhere } of given.macros ?? replies)
    store.put('macros', { id: store.nextId('macros'), name, html, teams, places, createdAt: stamp, updatedAt: stamp })
  store.commit()
}

const predicate = (attribute: string, type: string, value: string): Predicate => ({ attribute, type, comparison: 'eq', value })
