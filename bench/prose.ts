import { readdirSync, readFileSync } from 'node:fs'
import rehypeRaw from 'rehype-raw'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { fromMarkdown } from '../src/prose/index.ts'
import { answered, pulls } from './pulled.ts'
import { compare } from './side-by-side.ts'

// The limit is 1.25 × a pipeline that does as little as it can with the same files. One of them reads raw HTML and one does not (its
// output then loses it): ours has to read it where a file has any. All run in turn, file by file, so that what else the machine does
// weighs on all of them alike.
const root = new URL('../', import.meta.url)
const folders = ['../shared/corpora/arduino-help-center/content', 'content']
const rounds = Number(process.argv[2] ?? 5)

const bodies = folders.flatMap((folder) => {
  const at = new URL(`${folder}/`, root)
  try {
    const files = readdirSync(at, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'))
    return files.map((file) =>
      readFileSync(new URL(file.split('/').map(encodeURIComponent).join('/'), at), 'utf8').replace(/^---\n[^]*?\n---\n/u, ''),
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    console.log(`skipped: no ${folder}`)
    return []
  }
})

const withoutRaw = unified().use(remarkParse).use(remarkGfm).use(remarkRehype).use(rehypeStringify).freeze()
const withRaw = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeStringify)
  .freeze()

const article = { as: 'html', takeTitle: false, firstLine: 1 } as const
compare(
  'render',
  {
    'bare, raw HTML lost': (body) => withoutRaw.processSync(body),
    'bare, raw HTML read': (body) => withRaw.processSync(body),
    ours: (body) => fromMarkdown(body, article),
  },
  bodies,
  rounds,
)

compare('pull', pulls, bodies.map(answered), rounds)
