import type { Kind } from '../model/index.ts'

export const folder = {
  name: 'folder',
  plural: 'folders',
  says: 'Where teammates file content inside Intercom; never seen by the public.',
  api: { path: '/folders', list: 'data', paging: 'pages', perPage: 150, wrap: 'folder' },
  verbs: ['create', 'update', 'delete'],
  key: 'path',
  natural: ['name', 'parent'],
  fields: {
    name: { is: 'text', wire: 'name', file: 'name', required: true },
    description: { is: 'text', wire: 'description', file: 'description' },
    emoji: { is: 'text', wire: 'emoji', file: 'emoji' },
    parent: { is: 'ref', wire: 'parent_folder_id', to: 'folder', as: 'number' },
  },
  home: { in: 'settings', file: 'folders.yaml', tree: true },
  refuses: [],
  parent: 'parent',
} as const satisfies Kind
