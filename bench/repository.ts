import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { numbers } from '../test/corpus/tree.ts'

/** A generated repository in a temporary folder. */
export interface Repository {
  readonly root: string
  readonly bytes: number
  readonly remove: () => void
}

const words =
  'bread oven order invoice delivery window shop counter flour recipe price member till receipt evening baker again'.split(' ')

/** Articles of about `size` bytes in directories of a hundred, each linked to three others, with headings, a list, a table and code. */
export function repository(count: number, size: number, config: object): Repository {
  const root = mkdtempSync(join(tmpdir(), 'content-sync-bench-'))
  const next = numbers(count)
  const pick = (): string => words[Math.floor(next() * words.length)] as string
  const text = (many: number): string => Array.from({ length: many }, pick).join(' ')
  const path = (n: number): string => `section-${Math.floor(n / 1000)}/part-${Math.floor(n / 100)}/article-${n}.md`
  const link = (): string => {
    const n = Math.floor(next() * count)
    return `[${text(2)}](../../${path(n)}#part-1)`
  }
  let bytes = 0
  for (let n = 0; n < count; n++) {
    const pieces = [`---\ntitle: Article ${n} about ${text(3)}\ndescription: ${text(8)}\n---\n${text(40)} ${link()}.\n`]
    for (let part = 1, length = 0; length < size; part++) {
      const kinds = [
        `${text(30)} **${text(2)}** ${text(20)} \`${pick()}\`.\n\n${text(35)} [${text(2)}](https://example.test/${pick()}).`,
        `1. ${text(12)}\n2. ${text(9)}\n   - ${text(6)}\n   - ${text(7)}\n3. ${text(10)}`,
        `| ${pick()} | ${pick()} |\n|---|---|\n| ${text(3)} | ${text(5)} |\n| ${text(4)} | ${text(2)} |`,
        `\`\`\`sh\n${text(6)}\n${text(5)}\n\`\`\`\n\n> [!NOTE]\n> ${text(15)} ${link()}`,
      ]
      pieces.push(`## Part ${part}\n\n${kinds[(part - 1) % kinds.length] ?? ''}\n`)
      length = pieces.reduce((sum, piece) => sum + piece.length, 0)
    }
    const whole = `${pieces.join('\n')}\nSee also ${link()}.\n`
    const file = join(root, 'content/articles', path(n))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, whole)
    bytes += whole.length
  }
  writeFileSync(join(root, 'sync.config.json'), JSON.stringify(config))
  return {
    root,
    bytes,
    remove: () => {
      rmSync(root, { recursive: true, force: true })
    },
  }
}
