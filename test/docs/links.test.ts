import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import GithubSlugger from 'github-slugger'
import { expect, test } from 'vitest'

const pages = ['README.md', 'CHANGELOG.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter(
  (file) => file.endsWith('.md') && existsSync(file),
)

const withoutCode = (text: string): string => text.replace(/^```[^]*?^```/gmu, '').replace(/`[^`\n]*`/gu, '')

function anchors(file: string): string[] {
  const slugger = new GithubSlugger()
  const text = readFileSync(file, 'utf8').replace(/^```[^]*?^```/gmu, '')
  return [...text.matchAll(/^#{1,6} (.+)$/gmu)].map(([, heading]) => slugger.slug((heading ?? '').replaceAll('`', '')))
}

test.each(pages)('a reader of %s can follow each of its links', (file) => {
  const links = [...withoutCode(readFileSync(file, 'utf8')).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/gu)]
  const dead = links.flatMap(([, href = '']) => {
    const [path = '', anchor] = href.split('#')
    const target = path === '' ? file : join(dirname(file), path)
    if (!existsSync(target)) return [href]
    return anchor === undefined || anchors(target).includes(anchor) ? [] : [href]
  })
  expect(dead).toEqual([])
})
