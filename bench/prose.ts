import { readdirSync, readFileSync } from 'node:fs'
import rehypeRaw from 'rehype-raw'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import type { Part } from '../src/model/index.ts'
import { fromHtml, fromMarkdown, toHtml, toMarkdown, type Draft } from '../src/prose/index.ts'
import { barePull } from './bare-pull.ts'

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

type Runs = Readonly<Record<string, (body: string) => unknown>>

/** Milliseconds each run takes for a body, in turn and interleaved. */
function spend(runs: Runs, inputs: readonly string[]): ReadonlyMap<string, number> {
  const spent = new Map<string, number>(Object.keys(runs).map((name) => [name, 0]))
  for (let round = -1; round < rounds; round += 1) {
    for (const body of inputs) {
      const names = Object.keys(runs)
      const turn = (round + 1) % names.length
      for (const name of [...names.slice(turn), ...names.slice(0, turn)]) {
        const start = performance.now()
        runs[name]?.(body)
        // the round before the first warms up
        if (round >= 0) spent.set(name, (spent.get(name) ?? 0) + performance.now() - start)
      }
    }
  }
  return new Map([...spent].map(([name, ms]) => [name, ms / rounds / inputs.length]))
}

function report(what: string, runs: Runs, inputs: readonly string[], ours: string): void {
  const per = spend(runs, inputs)
  console.log(`${what} ${inputs.length} files, ${rounds} rounds, interleaved`)
  for (const [name, ms] of per) console.log(`  ${name.padEnd(20)} ${ms.toFixed(3)} ms a file`)
  for (const [name, ms] of per)
    if (name.startsWith('bare'))
      console.log(`  ours / ${name.padEnd(20)} ${((per.get(ours) ?? 0) / ms).toFixed(2)}  (limit 1.25)`)
}

const article = { as: 'html', takeTitle: false, firstLine: 1 } as const
report(
  'render',
  {
    'bare, raw HTML lost': (body) => withoutRaw.processSync(body),
    'bare, raw HTML read': (body) => withRaw.processSync(body),
    ours: (body) => fromMarkdown(body, article),
  },
  bodies,
  'ours',
)

// as a workspace has them: every link leads to a page of its own
const page = 'https://bakery.example/help/'
const part = (draft: Draft): Part => {
  if (typeof draft === 'string') return draft
  if ('heading' in draft) return { heading: draft.heading }
  return 'href' in draft ? { link: { kind: 'article', key: draft.href } } : { image: draft.src }
}
const sent = {
  heading: () => null,
  link: ({ link }: { link: { key: string } }) => page + encodeURIComponent(link.key),
  image: ({ image }: { image: string }) => image,
}
const wire = {
  link: (href: string) => (href.startsWith(page) ? { link: { kind: 'article', key: href.slice(page.length) } } : null),
  image: (src: string) => src,
}
report(
  'pull',
  { bare: barePull, 'ours, read only': (html) => fromHtml(html, wire), ours: (html) => toMarkdown(fromHtml(html, wire), sent) },
  bodies.map((body) => toHtml(fromMarkdown(body, article).parts.map(part), sent)),
  'ours',
)
