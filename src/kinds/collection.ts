import type { Kind } from '../model/index.ts'

export const collection = {
  name: 'collection',
  plural: 'collections',
  says: 'A shelf of the help center, nested up to three levels; a directory of articles, or an entry of collections.yaml.',
  api: {
    path: '/help_center/collections',
    list: 'data',
    paging: 'pages',
    perPage: 150,
    locales: 'translated_content',
    localeType: 'group_content',
  },
  verbs: ['create', 'update', 'delete'],
  key: 'path',
  natural: ['name', 'parent'],
  fields: {
    name: { is: 'text', wire: 'name', file: 'name', perLocale: true, required: true },
    description: { is: 'text', wire: 'description', file: 'description', perLocale: true },
    parent: { is: 'ref', wire: 'parent_id', to: 'collection', as: 'string' },
  },
  home: { in: 'settings', file: 'collections.yaml', tree: true, directories: 'articles' },
  refuses: [],
  page: '/collections/',
  parent: 'parent',
  depth: 3,
} as const satisfies Kind
