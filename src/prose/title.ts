import { parse } from './syntax.ts'

/** A Markdown text without its first `# heading`, which is its title where nothing else is; the empty lines behind it go, too. */
export function withoutTitle(markdown: string): string {
  const heading = parse(markdown).children.find((node) => node.type === 'heading' && node.depth === 1)
  const [from, to] = [heading?.position?.start.offset, heading?.position?.end.offset]
  return from === undefined || to === undefined
    ? markdown
    : markdown.slice(0, from) + markdown.slice(to).replace(/^[ \t]*\n+/u, '')
}
