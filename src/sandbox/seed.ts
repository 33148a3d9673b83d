import { randomBytes } from 'node:crypto'
import type { Predicate } from './shapes.ts'
import type { Store } from './store.ts'

/** Who and what a new workspace starts with; the first admin is the one the token belongs to. */
export interface Seed {
  readonly workspaceId?: string
  readonly name?: string
  readonly admins?: readonly { readonly name: string; readonly email: string }[]
  readonly audiences?: readonly string[]
  /** The first one is the default language. */
  readonly locales?: readonly string[]
  /** The last part of the help center's address. */
  readonly helpCenter?: string
}

const people = [
  { name: 'Robin Content', email: 'robin@example.com' },
  { name: 'Ana Pires', email: 'ana@example.com' },
  { name: 'Noor Visser', email: 'noor@example.com' },
]
const groups = ['Everyone on a paid plan', 'Trial users', 'Beta testers']
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
  store.commit()
}

const predicate = (attribute: string, type: string, value: string): Predicate => ({ attribute, type, comparison: 'eq', value })
