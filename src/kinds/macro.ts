import type { Kind } from '../model/index.ts'

export const macro = {
  name: 'macro',
  plural: 'macros',
  says: 'A saved reply of the inbox, with placeholders as `<attribute>` elements; made in Intercom, kept by `backup`, never written.',
  api: { path: '/macros', list: 'data', paging: 'cursor', perPage: 150 },
  verbs: [],
  key: 'path',
  natural: ['name'],
  fields: {
    name: { is: 'text', wire: 'name' },
    body: { is: 'text', wire: 'body' },
    text: { is: 'text', wire: 'body_text' },
    visible: { is: 'choice', of: ['everyone', 'specific_teams'], wire: 'visible_to' },
  },
  home: { in: 'nowhere' },
  refuses: [],
  body: 'body',
  aside: true,
} as const satisfies Kind
