import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Part } from '../src/model/index.ts'
import { fromHtml, fromMarkdown, toHtml, toMarkdown, type Draft } from '../src/prose/index.ts'
import { barePull } from './bare-pull.ts'
import { command, configFor } from './command.ts'
import { repository } from './repository.ts'
import { sandbox } from './sandbox.ts'

// A pull of 1,000 articles into an empty checkout: what becoming Markdown costs beside a pipeline that does as little as it can with the
// same bodies, body by body in turn, and what the whole command asks and takes.
const count = Number(process.argv[2] ?? 1000)
const rounds = 3

const apart = await sandbox('1000000/10s')
const { root, bytes, remove } = repository(count, 4000, configFor(apart.url))
const empty = mkdtempSync(join(tmpdir(), 'content-sync-bench-'))

const page = 'https://intercom.help/sandbox/en/articles/'
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

try {
  console.log(`pull of ${count} articles of ${(bytes / count / 1000).toFixed(1)} KB`)
  const folder = join(root, 'content/articles')
  const bodies = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => readFileSync(join(folder, file), 'utf8').replace(/^---\n[^]*?\n---\n/u, ''))
    .map((body) => toHtml(fromMarkdown(body, { as: 'html', takeTitle: false, firstLine: 1 }).parts.map(part), sent))
  const runs = { bare: barePull, ours: (html: string) => toMarkdown(fromHtml(html, wire), sent) }
  const spent = { bare: 0, ours: 0 }
  for (let round = -1; round < rounds; round += 1)
    for (const html of bodies)
      for (const name of round % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const)) {
        const start = performance.now()
        runs[name](html)
        // the round before the first warms up
        if (round >= 0) spent[name] += performance.now() - start
      }
  const per = (name: 'bare' | 'ours'): number => spent[name] / rounds / bodies.length
  console.log(
    `  HTML to Markdown, ${rounds} rounds, interleaved: bare ${per('bare').toFixed(3)} ms, ours ${per('ours').toFixed(3)} ms a body`,
  )
  console.log(`  ours / bare ${(per('ours') / per('bare')).toFixed(2)} (limit 1.25)`)

  const applied = await command(root, apart.token, 'apply', '--yes')
  if (applied.exit !== 0) throw new Error(`apply: exit ${applied.exit}`)
  writeFileSync(join(empty, 'sync.config.json'), JSON.stringify(configFor(apart.url)))
  await apart.clearLog()
  const pulled = await command(empty, apart.token, 'pull', '--yes')
  if (pulled.exit !== 0) throw new Error(`pull: exit ${pulled.exit}`)
  const log = await apart.log()
  const single = log.filter(({ route }) => route?.includes('{') === true).length
  const writes = log.filter(({ method }) => method !== 'GET').length
  console.log(`  ${log.length} requests, ${writes} writes (target 0), ${single} of single objects (target 0)`)
  console.log(
    `  the whole command ${pulled.seconds.toFixed(1)} s, ${pulled.cpu.toFixed(1)} s of CPU, ${pulled.peak.toFixed(0)} MB`,
  )
} finally {
  remove()
  rmSync(empty, { recursive: true, force: true })
  await apart.stop()
}
