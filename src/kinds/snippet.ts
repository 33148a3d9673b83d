import type { Kind } from '../model/index.ts'

export const snippet = {
  name: 'snippet',
  plural: 'snippets',
  says: 'A short text Fin and teammates answer from; one locale an object.',
  api: { path: '/content_snippets', list: 'data', paging: 'top-level', perPage: 50 },
  verbs: ['create', 'update', 'delete'],
  key: 'path',
  natural: ['title', 'locale'],
  fields: {
    title: { is: 'text', wire: 'title', file: 'title', required: true },
    body: { is: 'prose', as: 'markdown', wire: 'body_markdown', blocks: 'json_blocks', required: true },
    locale: { is: 'text', wire: 'locale', file: 'locale', required: true },
    audiences: { is: 'refs', wire: 'audience_ids', file: 'audiences', to: 'audience', as: 'number', aliases: { audience: null } },
    agent: { is: 'flag', wire: 'ai_chatbot_availability', file: 'fin.agent', aliases: { chatbot_availability: null } },
    copilot: { is: 'flag', wire: 'ai_copilot_availability', file: 'fin.copilot', aliases: { copilot_availability: null } },
    sales: { is: 'flag', wire: 'ai_sales_agent_availability', file: 'fin.sales', aliases: { sales_agent_availability: null } },
  },
  home: { in: 'content', root: 'snippets' },
  refuses: [
    {
      verb: 'delete',
      status: 422,
      code: 'content_has_procedure_dependencies',
      says: 'a Fin procedure still uses this snippet; take it out of the procedure in Intercom first',
    },
  ],
  body: 'body',
  oneLocale: 'locale',
} as const satisfies Kind
