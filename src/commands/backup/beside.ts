import { stringify } from 'yaml'
import type { Kind } from '../../model/index.ts'
import { fromHtml, toMarkdown } from '../../prose/index.ts'
import { hostedAt, imageIn, unsigned, type Item, type WorkspaceReader } from '../../sides/workspace/index.ts'
import type { Aside } from '../migrate/aside.ts'
import type { Packed } from './pack.ts'

/** The objects of a kind that no request can write, as files. */
export interface Beside {
  readonly kind: Kind
  readonly count: number
  readonly files: readonly Packed[]
}

/** What only stands beside the content, for a backup: of each object its text as Markdown, and the answer it came in, byte for byte but for the signatures of images. */
export const beside = (side: Pick<WorkspaceReader, 'item'>, { lists }: Aside): Promise<Beside[]> =>
  Promise.all(
    lists.map(async ({ kind, items }) => {
      const found = (await Promise.all(items.map((item) => whole(side, kind, item)))).filter((item) => item !== null)
      return { kind, count: found.length, files: found.flatMap((item) => files(kind, item)) }
    }),
  )

const bodyOf = (kind: Kind): string => kind.fields[kind.body ?? '']?.wire ?? 'body'

/** An object with its text: a long list comes without (read on 2026-11-23 in the description of `GET /macros`). Null: it went away meanwhile. */
const whole = async (side: Pick<WorkspaceReader, 'item'>, kind: Kind, item: Item): Promise<Item | null> =>
  item[bodyOf(kind)] == null ? await side.item(kind.name, String(item.id)) : item

function files(kind: Kind, answered: Item): Packed[] {
  const item = Object.fromEntries(
    Object.entries(answered).map(([name, value]) => [name, typeof value === 'string' ? unsigned(value) : value]),
  )
  const name = item[kind.fields[kind.natural[0] ?? '']?.wire ?? '']
  const body = item[bodyOf(kind)]
  const place = `${kind.plural}/${slug(String(name))}${String(item['id'])}`
  const front = Object.fromEntries(Object.entries(item).filter(([key, value]) => !written(kind, key) && value !== null))
  return [
    { path: `${place}.json`, content: `${JSON.stringify(item, null, 2)}\n` },
    { path: `${place}.md`, content: `---\n${stringify(front)}---\n\n${typeof body === 'string' ? `${readable(body)}\n` : ''}` },
  ]
}

/** What the Markdown does not repeat at its top. */
const written = (kind: Kind, key: string): boolean => key === 'type' || key === bodyOf(kind) || key === `${bodyOf(kind)}_text`

const slug = (name: string): string => {
  const words = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
  return words === '' ? '' : `${words.slice(0, 60)}~`
}

const placeholder = /<attribute(?:\s+[\w:.-]+="[^"]*")*\s*\/?>/gu

/** HTML as Markdown with each placeholder in its place, byte for byte; where Markdown cannot say all of it, the HTML itself. */
export function readable(html: string): string {
  let sign = 'placeholder'
  while (html.includes(sign)) sign += 'e'
  const found: string[] = []
  const bare = html.replace(placeholder, (element) => `${sign}${found.push(element) - 1}z`)
  const parts = fromHtml(bare, { link: () => null, image: imageIn })
  const { markdown, blocks } = toMarkdown(parts, {
    link: () => '',
    image: ({ image }) => (image.startsWith('cdn:') ? hostedAt(image) : image),
  })
  const put: number[] = []
  const text = markdown.replace(new RegExp(`${sign}(\\d+)z`, 'gu'), (_, n: string) => {
    put.push(Number(n))
    return found[Number(n)] ?? ''
  })
  const same = put.length === found.length && put.every((n, at) => n === at)
  return same && blocks.every(({ fate }) => fate !== 'lossy') ? text.trimEnd() : html
}
