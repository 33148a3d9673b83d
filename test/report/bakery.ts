import type { Counts, Outcome, Plan, Prose, Resource } from '../../src/model/index.ts'
import type { Look, OutcomeReport, Place, PlanReport } from '../../src/report/index.ts'

// a bakery's help center, with one of everything a plan can hold

export const plainLook: Look = { colour: false, columns: 100, verbose: false }

export const production: Place = { name: 'production', id: 'abc12345', region: 'US' }

const prose = (...parts: Prose['parts']): Prose => ({ parts })

const pickup: Resource = {
  kind: 'article',
  key: 'orders/pickup',
  origin: { file: 'content/articles/orders/pickup.md', line: 1 },
  stamp: { updatedAt: 1_764_000_000, by: '7', url: 'https://intercom.help/bakery/en/articles/12-pickup' },
  fields: {
    title: 'Pickup',
    state: 'draft',
    'title@fr': 'Retrait',
    tags: [
      { kind: 'tag', key: 'orders' },
      { kind: 'tag', key: 'summer' },
    ],
    body: prose(
      '<h1',
      { heading: 'Times#0' },
      '>Times</h1><p>We open at ten. Bread is ready when we open. Ask for <b>your</b> tray.</p><ul><li>rolls</li><li>rye</li></ul><p>See <a href="',
      { link: { kind: 'article', key: 'orders/fees' }, anchor: 'Fees#0' },
      '">the fees</a>.</p>',
    ),
  },
}

const pickupAfter: Resource = {
  ...pickup,
  fields: {
    ...pickup.fields,
    title: 'Pick up your bread',
    state: 'published',
    tags: [
      { kind: 'tag', key: 'orders' },
      { kind: 'tag', key: 'winter' },
    ],
    body: prose(
      '<h1',
      { heading: 'Times#0' },
      '>Times</h1><p>We open at nine. Bread is ready when we open. Ask for <b>your</b> tray.</p><ul><li>rolls</li><li>spelt</li></ul><p>See <a href="',
      { link: { kind: 'article', key: 'orders/fees' }, anchor: 'Fees#0' },
      '">the fees</a>.</p><img src="',
      { image: 'sha256:0123456789abcdef' },
      '" alt="the counter">',
    ),
  },
}

const cakes: Resource = {
  kind: 'article',
  key: 'orders/cakes',
  origin: { file: 'content/articles/orders/cakes.md', line: 1 },
  fields: { title: 'Cakes', state: 'published', 'title@fr': 'Gâteaux', body: prose('<p>Three days ahead.</p>') },
}

const about: Resource = {
  kind: 'article',
  key: 'about',
  fields: { title: 'About', description: `Who we are, ${'and how we bake, '.repeat(8)}since 1912.` },
}

const old: Resource = {
  kind: 'article',
  key: 'old',
  fields: { title: 'Old prices', state: 'published' },
  stamp: { updatedAt: 1_700_000_000 },
}
const fees: Resource = { ...cakes, key: 'orders/fees', fields: { title: 'Fees', state: 'draft' } }
const orders: Resource = { kind: 'collection', key: 'orders', fields: { name: 'Orders' } }
const summer: Resource = { kind: 'tag', key: 'summer', fields: { name: 'summer' } }

export const noCounts: Counts = {
  create: 0,
  update: 0,
  delete: 0,
  adopt: 0,
  forget: 0,
  unchanged: 0,
  conflict: 0,
  blocked: 0,
  drift: 0,
  orphan: 0,
  becomePublic: 0,
}

export const noPlan: Plan = {
  levels: [],
  fixes: [],
  remember: [],
  beside: [],
  findings: [],
  refusals: [],
  overrides: [],
  counts: { ...noCounts, unchanged: 96 },
  cost: { requests: 0, seconds: 0 },
}

export const plan: Plan = {
  levels: [
    [
      { verb: 'create', to: summer, base: {} },
      { verb: 'adopt', to: orders, from: orders, base: orders.fields, id: '3' },
    ],
    [
      { verb: 'create', to: cakes, base: cakes.fields },
      { verb: 'update', from: pickup, to: pickupAfter, fields: ['title', 'state', 'tags', 'body'], base: {}, id: '12' },
      { verb: 'adopt', to: fees, from: fees, base: fees.fields, id: '14', movedFrom: 'money/fees' },
      { verb: 'delete', from: old, id: '9' },
      { verb: 'forget', ref: { kind: 'article', key: 'older' } },
      {
        verb: 'update',
        from: about,
        to: { ...about, fields: { ...about.fields, description: `Who we are, ${'and how we bake, '.repeat(8)}since 1913.` } },
        fields: ['description'],
        base: {},
        id: '16',
        takeover: true,
      },
    ],
  ],
  fixes: [],
  remember: [],
  beside: [
    {
      why: 'conflict',
      kind: 'article',
      key: 'orders/delivery',
      id: '15',
      file: 'content/articles/orders/delivery.md',
      line: 2,
      says: 'changed in the files and in Intercom',
      by: '7',
      fields: [{ name: 'title', before: 'Delivery by bike', after: 'Delivery' }],
    },
    {
      why: 'drift',
      kind: 'article',
      key: 'about',
      id: '16',
      says: 'edited in Intercom since we last wrote',
      fields: [{ name: 'title@fr', before: 'À propos', after: 'Nous' }],
    },
    { why: 'orphan', kind: 'snippet', key: 'hours@en', id: '4', says: 'its file is gone' },
    { why: 'blocked', kind: 'article', key: 'jobs', says: 'two articles are called "Jobs": 21 and 22. Bind one' },
  ],
  findings: [
    {
      severity: 'warning',
      rule: 'link/anchor',
      file: 'content/articles/about.md',
      line: 12,
      message: 'no heading "Prices" in orders/fees',
    },
    {
      severity: 'error',
      rule: 'front-matter/state',
      file: 'content/articles/orders/refunds.md',
      line: 4,
      message: 'state: expected draft or published, got "live"',
    },
  ],
  refusals: [
    {
      guard: 'deletes',
      exit: 3,
      override: '--allow deletes',
      says: 'delete 41 of 96 articles (43 %) is above the limit of 30 %. Look at the plan; to go on: --allow deletes',
    },
  ],
  overrides: [],
  counts: {
    create: 2,
    update: 2,
    delete: 1,
    adopt: 2,
    forget: 1,
    unchanged: 90,
    conflict: 1,
    blocked: 1,
    drift: 1,
    orphan: 1,
    becomePublic: 2,
  },
  cost: { requests: 5, seconds: 1 },
}

export const planReport: PlanReport = {
  plan,
  workspace: production,
  source: { commit: '0f3c9a1', dirty: true },
  createdAt: '2026-11-22T09:00:00.000Z',
}

const outcomes: readonly Outcome[] = [
  {
    change: { verb: 'create', to: cakes, base: {} },
    status: 'applied',
    id: '31',
    url: 'https://intercom.help/bakery/en/articles/31-cakes',
  },
  {
    change: { verb: 'update', from: pickup, to: pickupAfter, fields: ['title'], base: {}, id: '12' },
    status: 'failed',
    id: '12',
    failure: { status: 422, code: 'parameter_invalid', message: 'title is too long', requestId: 'req-77' },
  },
  { change: { verb: 'adopt', to: orders, from: orders, base: {}, id: '3' }, status: 'adopted', id: '3' },
  { change: { verb: 'delete', from: old, id: '9' }, status: 'not-started', id: '9' },
  { change: { verb: 'forget', ref: { kind: 'article', key: 'older' } }, status: 'forgotten', id: null },
]

export const outcomeReport: OutcomeReport = {
  run: 'run-1',
  plan: 'plan-1',
  workspace: production,
  outcomes,
  requests: {
    reads: 10,
    writes: 2,
    retried: 0,
    throttled: 0,
    routes: { 'GET /articles': 10, 'POST /articles': 1, 'PUT /articles/{id}': 1 },
  },
  seconds: 3.2,
  interrupted: false,
}
