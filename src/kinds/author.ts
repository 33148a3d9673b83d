import type { Kind } from '../model/index.ts'

export const author = {
  name: 'author',
  plural: 'authors',
  says: 'A teammate, referred to by e-mail address.',
  api: { path: '/admins', list: 'admins', paging: 'none' },
  verbs: [],
  key: 'natural',
  caseless: true,
  natural: ['email'],
  fields: { email: { is: 'text', wire: 'email' }, name: { is: 'text', wire: 'name' } },
  home: { in: 'nowhere' },
  refuses: [],
} as const satisfies Kind
