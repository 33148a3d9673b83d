import { expect, test } from 'vitest'
import { house } from '../house/house.ts'

const size = 1000

/** A ring of articles, each linking to a heading of the next, and to one of itself. */
const ring = (n: number): string =>
  `---\ntitle: Loaf ${n}\n---\n\n## How to bake it\n\nThen bake [the next](loaf-${(n + 1) % size}.md#how-to-bake-it), or [again](#how-to-bake-it).\n`

test.each(['kept', 'regenerated'] as const)(
  'a thousand articles linking in a ring are written twice at most, and are then done; heading ids %s (R35)',
  async (headingIds) => {
    const home = await house({ switches: { headingIds } })
    try {
      for (let n = 0; n < size; n++) home.write(`content/articles/loaf-${n}.md`, ring(n))
      const { outcomes } = await home.apply()
      expect(outcomes.filter(({ status }) => status !== 'applied')).toEqual([])
      const writes = new Map<string, number>()
      const rows = home.sandbox.control.state().articles
      for (const { method, path, body } of home.sandbox.requests())
        if (method !== 'GET')
          writes.set(method === 'PUT' ? path : String(body), (writes.get(method === 'PUT' ? path : String(body)) ?? 0) + 1)
      // one POST an article, and no article put more than once
      expect(home.sandbox.requests().filter(({ method }) => method === 'POST')).toHaveLength(size)
      expect(Math.max(...writes.values())).toBe(1)
      expect(rows).toHaveLength(size)
      const next = await home.plan()
      expect(next.plan.levels).toEqual([])
      const ids = new Set(rows.map(({ id }) => id))
      const hrefs = rows.flatMap((row) =>
        [...(row.contents['en']?.body.html ?? '').matchAll(/articles\/(\d+)/g)].map(([, id]) => Number(id)),
      )
      expect(hrefs).toHaveLength(2 * size)
      expect(hrefs.filter((id) => !ids.has(id))).toEqual([])
    } finally {
      await home.close()
    }
  },
)

test('a collection nested too deep and a tree that holds itself are told offline, with their place (R35)', async () => {
  const home = await house()
  try {
    home.write('content/articles/a/b/c/d/deep.md', '# Too deep\n\nText.\n')
    home.write('config/folders.yaml', '- &one\n  name: One\n  children:\n    - *one\n')
    const before = home.sandbox.requests().length
    const { files } = await home.plan()
    const errors = files.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ file, line, message }) => `${file}:${line} ${message}`)
    expect(errors.join('\n')).toMatch(/content\/articles\/a\/b\/c\/d\S*:1 .*4 levels deep/)
    expect(errors.join('\n')).toMatch(/config\/folders\.yaml:\d+ .*(circle|itself)/)
    expect(
      home.sandbox
        .requests()
        .slice(before)
        .filter(({ method }) => method !== 'GET'),
    ).toEqual([])
  } finally {
    await home.close()
  }
})
