import type { Kind } from '../model/index.ts'

export const importSource = {
  name: 'import-source',
  plural: 'import sources',
  says: 'A website Intercom reads pages from for Fin; known by its URL. Deleting it erases all its pages.',
  api: {
    path: '/ai/content_import_sources',
    list: 'data',
    paging: 'pages',
    perPage: 50,
  },
  verbs: ['create', 'update', 'delete'],
  key: 'natural',
  natural: ['url'],
  fields: {
    url: { is: 'text', wire: 'url', file: 'url', address: true, required: true, always: true },
    status: { is: 'choice', of: ['active', 'deactivated'], wire: 'status', file: 'status' },
    sync: {
      is: 'choice',
      of: ['api', 'automated', 'manual'],
      reads: { automatic: 'automated' },
      wire: 'sync_behavior',
      always: true,
      required: true,
    },
    audiences: { is: 'refs', wire: 'audience_ids', file: 'audiences', to: 'audience', as: 'number', aliases: { audience: null } },
    applyToExisting: {
      is: 'command',
      wire: 'apply_audience_to_existing_content',
      with: 'audiences',
      flag: 'apply-audience-to-existing',
      says: 'touches all pages of the source',
    },
  },
  home: { in: 'settings', file: 'import-sources.yaml' },
  refuses: [],
  precious: true,
  holds: {
    plural: 'pages',
    api: { path: '/ai/external_pages', list: 'data', paging: 'pages', perPage: 50 },
    by: 'source_id',
  },
  successor: { sync: 'api' },
} as const satisfies Kind
