import type { Block, Page, Snippet } from '../../laws/world/repository.ts'
import type { Sandbox } from '../../../src/sandbox/index.ts'
import { marked, type Files } from './files.ts'

export const ana = 'ana@example.com'

const link = (to: number, anchor: number | null): Block => ({ is: 'link', to, anchor })
const heading = (text: string): Block => ({ is: 'heading', text })

type Given = Partial<Page> & { readonly links?: readonly Block[] }

const page = (uid: number, title: string, shelf: string, { links = [], ...more }: Given = {}): Page => ({
  uid,
  name: title.toLowerCase().replaceAll(' ', '-'),
  shelf,
  title,
  blocks: [marked(uid + 1), heading('Price'), { is: 'text', words: `All about ${title}.` }, ...links],
  state: uid % 2 === 0 ? 'published' : 'draft',
  description: undefined,
  tags: undefined,
  audiences: undefined,
  also: [],
  folder: undefined,
  fr: undefined,
  ...more,
})

const french = (mark: number, title: string): NonNullable<Page['fr']> => ({
  title: `${title} fr`,
  blocks: [marked(mark), heading('Prix'), { is: 'text', words: 'Tout en vitrine.' }],
})

const snippet = (uid: number, title: string): Snippet => ({
  uid,
  name: title.toLowerCase().replaceAll(' ', '-'),
  title,
  words: `Mark ${uid + 41}.`,
  locale: 'en',
})

/** The bakery every history begins with: links in circles, with anchors; shelves in three levels, two languages. */
export const bakery: Files = {
  pages: [
    page(0, 'Rye', 'bread', { tags: ['bread'], links: [link(1, 0)], fr: french(31, 'Rye') }),
    page(1, 'Spelt', 'bread', { tags: ['bread', 'dark'], links: [link(2, 0)], folder: 'Kitchen' }),
    page(2, 'Barley', 'bread', { links: [link(0, 0), { is: 'image', picture: 0 }], description: 'Of barley' }),
    page(3, 'Plum', 'bread/sweet', { links: [link(4, null)], fr: french(32, 'Plum'), audiences: ['Trial users'] }),
    page(4, 'Apple', 'bread/sweet', { links: [link(3, 0)], tags: [] }),
    page(5, 'Cheese', 'bread/sweet/small', { links: [link(0, 0)] }),
    page(6, 'Refunds', 'orders', { description: '', also: ['Staff'] }),
    page(7, 'Pickup', 'orders', { links: [link(6, 0)], folder: 'Front of house/Counter', fr: french(33, 'Pickup') }),
    page(8, 'Fees', 'orders', { tags: ['money'] }),
    page(9, 'Us', ''),
  ],
  snippets: [snippet(0, 'Hours'), snippet(1, 'Parking'), snippet(2, 'Dogs')],
  shelves: new Map([
    ['bread', 'Breads'],
    ['orders', 'Orders and money'],
  ]),
  source: undefined,
  sources: [
    { url: 'https://status.example.com/', status: 'active', audiences: ['Trial users'] },
    { url: 'https://blog.example.com/', status: 'active', audiences: [] },
  ],
  pictures: new Map([[0, 0]]),
  counter: 0,
}

const others: readonly (readonly [path: string, body: (n: number, author: number) => Record<string, unknown>, count: number])[] =
  [
    [
      '/articles',
      (n, author) => ({
        title: `Foreign page ${n}`,
        body: `<p>Kept as <b>it</b> is, ${n}.</p>`,
        author_id: author,
        state: n % 2 === 0 ? 'published' : 'draft',
      }),
      11,
    ],
    ['/help_center/collections', (n) => ({ name: `Foreign shelf ${n}` }), 7],
    ['/folders', (n) => ({ folder: { name: `Foreign folder ${n}` } }), 3],
    ['/content_snippets', (n) => ({ title: `Foreign snippet ${n}`, body_markdown: `Kept, ${n}.`, locale: 'en' }), 3],
    ['/ai/content_import_sources', (n) => ({ url: `https://foreign.example.com/${n}`, sync_behavior: 'api' }), 2],
    ['/tags', (n) => ({ name: `foreign-${n}` }), 2],
  ]

/** What stands in the workspace before and is nobody of ours': about as much as we bring. */
export async function settle({ control }: Sandbox): Promise<void> {
  const author = control.state().admins.find(({ email }) => email === ana)?.id
  if (author === undefined) throw new Error(`no teammate ${ana}`)
  for (const [path, body, count] of others)
    for (let n = 0; n < count; n++) {
      const answer = await control.edit({ path, method: 'POST', body: body(n, author), admin: ana })
      if (answer.status >= 300) throw new Error(`POST ${path}: ${JSON.stringify(answer)}`)
    }
}
