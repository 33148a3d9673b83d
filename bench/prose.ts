import { readdirSync, readFileSync } from 'node:fs'
import rehypeRaw from 'rehype-raw'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { fromMarkdown } from '../src/prose/index.ts'

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

const runs: Readonly<Record<string, (body: string) => unknown>> = {
  'bare, raw HTML lost': (body) => withoutRaw.processSync(body),
  'bare, raw HTML read': (body) => withRaw.processSync(body),
  ours: (body) => fromMarkdown(body, { as: 'html', takeTitle: false, firstLine: 1 }),
}

const spent = new Map<string, number>(Object.keys(runs).map((name) => [name, 0]))
for (let round = -1; round < rounds; round += 1) {
  for (const body of bodies) {
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

const per = (name: string): number => (spent.get(name) ?? 0) / rounds / bodies.length
console.log(`render ${bodies.length} files, ${rounds} rounds, interleaved`)
for (const name of spent.keys()) console.log(`  ${name.padEnd(20)} ${per(name).toFixed(3)} ms a file`)
for (const name of Object.keys(runs).slice(0, 2))
  console.log(`  ours / ${name.padEnd(20)} ${(per('ours') / per(name)).toFixed(2)}  (limit 1.25)`)
