import type { Kind } from '../model/index.ts'

export const audience = {
  name: 'audience',
  plural: 'audiences',
  says: 'Whom content is for; made in Intercom, referred to by name.',
  api: { path: '/audiences', list: 'data', paging: 'top-level', perPage: 50 },
  verbs: [],
  key: 'natural',
  natural: ['name'],
  fields: { name: { is: 'text', wire: 'name' } },
  home: { in: 'nowhere' },
  refuses: [],
} as const satisfies Kind
