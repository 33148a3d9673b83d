type Files = Readonly<Record<string, string>>

/** One object of a kind as files, and a change of each of its fields. */
export interface Subject {
  readonly kind: string
  /** what it refers to; there before and after */
  readonly around: Files
  readonly object: Files
  /** field → the files that change it and nothing else, each upon the ones before */
  readonly edits: Readonly<Record<string, Files>>
  /** what removes it again */
  readonly without: Readonly<Record<string, string | null>>
}

type Front = Readonly<Record<string, string>>

const page = (front: Front, body: string): string =>
  `---\n${Object.entries(front)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')}---\n\n${body}\n`

const front: Front = {
  title: 'Opening hours',
  description: 'When we bake',
  state: 'draft',
  author: 'robin@example.com',
  collections: '[Visit]',
  folder: 'Front',
  tags: '[bread]',
  audiences: '[Trial users]',
  fin: '{agent: true, copilot: true, sales: true}',
}
const french: Front = { title: 'Horaires', description: 'Quand', state: 'draft' }
const english = 'We open at **seven**.'

const settings: Files = {
  'config/collections.yaml': '- name: Visit\n- name: Order\n',
  'config/folders.yaml': '- name: Front\n- name: Back\n',
  'config/tags.yaml': '- bread\n- cake\n',
  'content/articles/other.md': '# Another page\n\nIt stays.\n',
}

function frontEdits(
  path: string,
  start: Front,
  body: string,
  steps: readonly (readonly [field: string, change: Front])[],
): Record<string, Files> {
  let now = start
  return Object.fromEntries(
    steps.map(([field, change]) => {
      now = { ...now, ...change }
      return [field, { [path]: page(now, body) }]
    }),
  )
}

const article: Subject = {
  kind: 'article',
  around: settings,
  object: { 'content/articles/hours.md': page(front, english), 'content/articles/hours.fr.md': page(french, 'À sept heures.') },
  edits: {
    body: { 'content/articles/hours.md': page(front, 'We open at *eight*.') },
    ...frontEdits('content/articles/hours.md', front, 'We open at *eight*.', [
      ['title', { title: 'When we open' }],
      ['description', { description: "''" }],
      ['state', { state: 'published' }],
      ['author', { author: 'ana@example.com' }],
      ['collections', { collections: '[Order, Visit]' }],
      ['folder', { folder: 'Back' }],
      ['tags', { tags: '[cake]' }],
      ['audiences', { audiences: '[]' }],
      ['agent', { fin: '{agent: false, copilot: true, sales: true}' }],
      ['copilot', { fin: '{agent: false, copilot: false, sales: true}' }],
      ['sales', { fin: '{agent: false, copilot: false, sales: false}' }],
    ]),
    'body@fr': { 'content/articles/hours.fr.md': page(french, 'À huit heures.') },
    ...frontEdits('content/articles/hours.fr.md', french, 'À huit heures.', [
      ['title@fr', { title: "Heures d'ouverture" }],
      ['description@fr', { description: 'Les heures' }],
      ['state@fr', { state: 'published' }],
    ]),
  },
  without: { 'content/articles/hours.md': null, 'content/articles/hours.fr.md': null },
}

const shelves = (name: string, french: string, description: string, frenchDescription: string, under: string): string => {
  const own = (indent: string): string =>
    [`- name: {en: ${name}, fr: ${french}}`, '  key: breads', `  description: {en: ${description}, fr: ${frenchDescription}}`]
      .map((line) => `${indent}${line}\n`)
      .join('')
  const visit = `- name: Visit\n${under === 'Visit' ? `  children:\n${own('    ')}` : ''}`
  return `${visit}- name: Order\n${under === '' ? own('') : ''}`
}

const collection: Subject = {
  kind: 'collection',
  around: { ...settings },
  object: { 'config/collections.yaml': shelves('Breads', 'Pains', 'All loaves', 'Tous', '') },
  edits: {
    name: { 'config/collections.yaml': shelves('Loaves', 'Pains', 'All loaves', 'Tous', '') },
    'name@fr': { 'config/collections.yaml': shelves('Loaves', 'Miches', 'All loaves', 'Tous', '') },
    description: { 'config/collections.yaml': shelves('Loaves', 'Miches', 'Every loaf', 'Tous', '') },
    'description@fr': { 'config/collections.yaml': shelves('Loaves', 'Miches', 'Every loaf', 'Chaque pain', '') },
    parent: { 'config/collections.yaml': shelves('Loaves', 'Miches', 'Every loaf', 'Chaque pain', 'Visit') },
  },
  without: { 'config/collections.yaml': '- name: Visit\n- name: Order\n' },
}

const tree = (name: string, description: string, emoji: string, under: string): string => {
  const own = (indent: string): string =>
    [`- name: ${name}`, '  key: doughs', `  description: ${description}`, `  emoji: ${emoji}`]
      .map((line) => `${indent}${line}\n`)
      .join('')
  return `- name: Front\n${under === 'Front' ? `  children:\n${own('    ')}` : ''}- name: Back\n${under === '' ? own('') : ''}`
}

const folder: Subject = {
  kind: 'folder',
  around: { ...settings },
  object: { 'config/folders.yaml': tree('Doughs', 'What rests', '🥖', '') },
  edits: {
    name: { 'config/folders.yaml': tree('Batters', 'What rests', '🥖', '') },
    description: { 'config/folders.yaml': tree('Batters', "''", '🥖', '') },
    emoji: { 'config/folders.yaml': tree('Batters', "''", '🥐', '') },
    parent: { 'config/folders.yaml': tree('Batters', "''", '🥐', 'Front') },
  },
  without: { 'config/folders.yaml': '- name: Front\n- name: Back\n' },
}

const short: Front = { title: 'Hours', audiences: '[Trial users]', fin: '{agent: true, copilot: true, sales: true}' }

const snippet: Subject = {
  kind: 'snippet',
  around: settings,
  object: { 'content/snippets/hours.md': page({ key: 'short', ...short }, 'From seven to six.') },
  edits: {
    body: { 'content/snippets/hours.md': page({ key: 'short', ...short }, 'From eight to six.') },
    ...frontEdits('content/snippets/hours.md', { key: 'short', ...short }, 'From eight to six.', [
      ['title', { title: 'Our hours' }],
      ['audiences', { audiences: '[Beta testers]' }],
      ['agent', { fin: '{agent: false, copilot: true, sales: true}' }],
      ['copilot', { fin: '{agent: false, copilot: false, sales: true}' }],
      ['sales', { fin: '{agent: false, copilot: false, sales: false}' }],
      ['locale', { locale: 'fr' }],
    ]),
  },
  without: { 'content/snippets/hours.md': null },
}

const source = (url: string, status: string, audiences: string): string =>
  `- url: https://status.example.com/history\n- url: ${url}\n  key: docs\n  status: ${status}\n  audiences: ${audiences}\n`

const importSource: Subject = {
  kind: 'import-source',
  around: { ...settings, 'config/import-sources.yaml': '- url: https://status.example.com/history\n' },
  object: { 'config/import-sources.yaml': source('https://docs.example.com/a', 'active', '[Trial users]') },
  edits: {
    url: { 'config/import-sources.yaml': source('https://docs.example.com/b', 'active', '[Trial users]') },
    status: { 'config/import-sources.yaml': source('https://docs.example.com/b', 'deactivated', '[Trial users]') },
    audiences: {
      'config/import-sources.yaml': source('https://docs.example.com/b', 'deactivated', '[Trial users, Beta testers]'),
    },
  },
  without: { 'config/import-sources.yaml': '- url: https://status.example.com/history\n' },
}

const tag: Subject = {
  kind: 'tag',
  around: settings,
  object: { 'config/tags.yaml': '- bread\n- cake\n- seasonal\n' },
  edits: {},
  without: { 'config/tags.yaml': '- bread\n- cake\n' },
}

export const subjects: readonly Subject[] = [article, collection, folder, snippet, importSource, tag]
