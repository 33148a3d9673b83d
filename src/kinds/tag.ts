import type { Kind } from '../model/index.ts'

export const tag = {
  name: 'tag',
  plural: 'tags',
  says: 'A label shared with contacts and conversations; known by its name, whatever its case.',
  api: { path: '/tags', list: 'data', paging: 'none' },
  verbs: ['create', 'delete'],
  key: 'natural',
  caseless: true,
  natural: ['name'],
  fields: { name: { is: 'text', wire: 'name', file: 'name', required: true, fixed: true } },
  home: { in: 'settings', file: 'tags.yaml' },
  refuses: [
    { verb: 'delete', status: 400, code: 'tag_has_dependent_objects', says: 'other things in Intercom depend on this tag' },
  ],
  mention: true,
} as const satisfies Kind
