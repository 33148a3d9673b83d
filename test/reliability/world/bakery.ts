/** Files of a repository: path → text. */
export type Tree = Readonly<Record<string, string>>

const breads = ['Rye', 'Spelt', 'Barley', 'Oat', 'Millet', 'Maize', 'Wheat', 'Emmer', 'Teff', 'Quinoa', 'Sorghum', 'Einkorn']
const cakes = ['Plum', 'Apple', 'Cherry', 'Poppy', 'Nut', 'Cheese', 'Lemon', 'Carrot', 'Honey', 'Almond']

const loaf = (name: string, next: string, price: number): string =>
  `---\ntitle: ${name} bread\nstate: published\ntags: [bread]\n---\n\n## Price\n\n${name} costs ${price}. Then look at [the next](${next.toLowerCase()}.md#price).\n`
const cake = (name: string, next: string): string =>
  `---\ntitle: ${name} cake\ntags: [cake, sweet]\nfolder: Oven\n---\n\n## How it is made\n\nSlowly. Look at [another](${next.toLowerCase()}.md#how-it-is-made) and [our bread](../breads/rye.md#price).\n`
const after = <T>(all: readonly T[], n: number): T => all[(n + 1) % all.length] as T
const snippet = (title: string, words: string): string => `---\ntitle: ${title}\n---\n\n${words}\n`

const common: Tree = {
  'config/folders.yaml': '- name: Counter\n',
  'config/import-sources.yaml': '- url: https://status.example.com\n',
  'content/articles/old/_collection.yaml': 'name: Last year\n',
}

/** What stands in the workspace before: twelve breads in a circle of links, eight pages and four snippets that will go. */
export const before: Tree = {
  ...common,
  ...Object.fromEntries(
    breads.map((name, n) => [`content/articles/breads/${name.toLowerCase()}.md`, loaf(name, after(breads, n), 3)]),
  ),
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`content/articles/old/news-${n}.md`, `---\ntitle: News ${n}\n---\n\nOld.\n`]),
  ),
  'content/snippets/hours.md': snippet('When do you open?', 'At nine.'),
  'content/snippets/parking.md': snippet('Where can I park?', 'Behind the house.'),
  'content/snippets/gone-1.md': snippet('Do you sell ice?', 'Not any more.'),
  'content/snippets/gone-2.md': snippet('Do you sell tea?', 'Not any more.'),
  'content/snippets/gone-3.md': snippet('Do you sell jam?', 'Not any more.'),
  'content/snippets/gone-4.md': snippet('Do you sell salt?', 'Not any more.'),
}

/** What is wanted then: other prices, ten cakes in a circle with tags and a French page, shelves, folders, snippets, a source; the old is gone. */
export const wanted: Tree = {
  'config/folders.yaml':
    '- name: Counter\n  description: Where one pays\n- name: Oven\n  children:\n    - name: Morning\n    - name: Evening\n',
  'config/import-sources.yaml': '- url: https://status.example.com\n- url: https://blog.example.com\n',
  ...Object.fromEntries(
    breads.map((name, n) => [`content/articles/breads/${name.toLowerCase()}.md`, loaf(name, after(breads, n), 4)]),
  ),
  ...Object.fromEntries(
    cakes.map((name, n) => [
      `content/articles/${n < 5 ? 'cakes' : 'cakes/small'}/${name.toLowerCase()}.md`,
      n < 5
        ? cake(name, after(cakes.slice(0, 5), n))
        : cake(name, after(cakes.slice(5), n - 5)).replace('../breads', '../../breads'),
    ]),
  ),
  'content/articles/cakes/plum.fr.md': '---\ntitle: Gâteau aux prunes\n---\n\nLentement.\n',
  'content/articles/cakes/_collection.yaml': 'name: Cakes\ndescription: All that is sweet\n',
  'content/articles/about/us.md': '---\ntitle: About us\n---\n\nBakers since 1912. ![The counter](counter.svg)\n',
  'content/articles/about/counter.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>',
  'content/snippets/hours.md': snippet('When do you open?', 'At eight.'),
  'content/snippets/parking.md': snippet('Where can I park?', 'In front of the house.'),
  ...Object.fromEntries(
    [
      'Refunds',
      'Gift cards',
      'Allergens',
      'Delivery',
      'Weddings',
      'Coffee',
      'Classes',
      'Vouchers',
      'Jobs',
      'Press',
      'Holidays',
      'Pets',
    ].map((title, n) => [
      `content/snippets/new-${n}.md`,
      snippet(title, `Ask at the counter, ${title.toLowerCase()} are no trouble.`),
    ]),
  ),
}
