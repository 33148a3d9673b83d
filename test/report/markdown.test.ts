import { toString } from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { describe, expect, it } from 'vitest'
import { markdown } from '../../src/report/markdown/index.ts'
import { room } from '../../src/report/markdown/fitted.ts'
import type { DriftReport, DriftRow } from '../../src/report/index.ts'
import { noPlan, plainLook, plan, planReport, production } from './bakery.ts'

const reader = unified().use(remarkParse).use(remarkGfm)

/** The texts of all nodes of a type. */
function all(text: string, type: string): string[] {
  const found: string[] = []
  visit(reader.parse(text), (node) => {
    if (node.type === type) found.push('value' in node ? node.value.replace(/(?<=<summary>)[^<]*/u, '…') : '')
  })
  return found
}

function links(text: string): { says: string; to: string }[] {
  const found: { says: string; to: string }[] = []
  visit(reader.parse(text), 'link', (node) => {
    found.push({ says: toString(node), to: node.url })
  })
  return found
}

const row = (more: Partial<DriftRow> = {}): DriftRow => ({
  what: 'edited',
  kind: 'article',
  key: 'orders/pickup',
  id: '12',
  title: 'Pick up your bread',
  file: 'content/articles/orders/pickup.md',
  line: 1,
  url: 'https://intercom.help/bakery/en/articles/12-pickup',
  fields: [
    { name: 'title', before: 'Pick up your bread', after: 'Fetch your bread' },
    { name: 'body@fr', before: { parts: ['<p>Un. Deux. Trois.</p>'] }, after: { parts: ['<p>Un. Deux! Trois.</p>'] } },
  ],
  edits: [
    { by: { id: '7', name: 'Ana Pires', email: 'ana@example.com' }, at: '2026-11-22T10:12:05.000Z', via: 'web' },
    { by: { id: '8', name: null, email: null }, at: '2026-11-22T09:00:00.000Z', via: 'web' },
  ],
  ...more,
})

const report = (drift: readonly DriftRow[]): DriftReport => ({
  workspace: production,
  createdAt: '2026-11-22T11:00:00.000Z',
  drift,
  unchanged: 40,
  foreign: [{ kind: 'article', id: '99', title: 'Of others', url: null, edit: { by: null, at: null, via: null } }],
  unread: [],
})

// all that means something in Markdown, HTML or on GitHub
const nasty =
  '](https://evil.example) | x | <script>alert(1)</script> ``` `` ` @everyone #1 <!-- \n# Big\n- [ ] do ~~~ &lt; *b* \\| \u0007'

describe('drift as a comment', () => {
  it('says who, when, which object and which fields in a table, and each difference as a diff', () => {
    const text = markdown.drift(report([row(), row({ what: 'deleted', key: 'orders/fees', fields: [], edits: [] })]), plainLook)
    expect(text).toMatchInlineSnapshot(`
      "### Drift in \`production\`: 1 object edited in Intercom, 1 deleted there · 40 as we left them · 1 not ours

      | | object | fields | by | when |
      | --- | --- | --- | --- | --- |
      | edited | article <code>orders/pickup</code><br><code>Pick up your bread</code><br><code>content/articles/orders/pickup&#46;md</code><br>[open](https://intercom.help/bakery/en/articles/12-pickup) | <code>title</code>, <code>body &#40;fr&#41;</code> | <code>Ana Pires &#40;ana&#64;example&#46;com&#41;</code> | 2026-11-22 10:12:05 UTC (the last of 2 edits) |
      | deleted | article <code>orders/fees</code><br><code>Pick up your bread</code><br><code>content/articles/orders/pickup&#46;md</code><br>[open](https://intercom.help/bakery/en/articles/12-pickup) |  | Intercom does not tell |  |

      <details><summary>article orders/pickup</summary>

      \`\`\`diff
      @@ title @@
      - "Pick up your bread"
      + "Fetch your bread"
      @@ body (fr) @@
        Un.
      - Deux.
      + Deux!
        Trois.
      \`\`\`

      </details>

      "
    `)
  })

  it('says so when nothing changed', () => {
    expect(markdown.drift(report([]), plainLook)).toBe(
      '### Drift in `production`: no changes · 40 as we left them · 1 not ours\n\n',
    )
  })

  it('a title, name or text of others is never markup, a mention or a cell of its own', () => {
    const text = markdown.drift(
      report([
        row({
          key: nasty,
          title: nasty,
          file: nasty,
          fields: [
            { name: `title@${nasty}`, before: nasty, after: `${nasty}!` },
            { name: 'body', before: { parts: ['<p>```</p>'] }, after: { parts: ['<pre><code>```\n````\n</code></pre>'] } },
          ],
          edits: [{ by: { id: nasty, name: nasty, email: nasty }, at: null, via: nasty }],
        }),
      ]),
      { ...plainLook, verbose: true },
    )
    // what stands outside of code
    expect(text.replaceAll(/<code>[^<]*<\/code>|<summary>[^<]*<\/summary>|^(`{3,})diff\n[^]*?\n\1$/gmu, '')).not.toMatch(
      /evil|everyone|alert|Big/u,
    )
    expect(new Set(all(text, 'html'))).toEqual(
      new Set(['<code>', '</code>', '<br>', '<details><summary>…</summary>', '</details>']),
    )
    // an address may be made a link to itself, as anywhere
    expect(
      links(text)
        .filter(({ says, to }) => says !== to && `mailto:${says}` !== to)
        .map(({ says }) => says),
    ).toEqual(['open'])
    expect([all(text, 'tableRow').length, all(text, 'tableCell').length]).toEqual([2 + 2, 5 + 5 + 3 + 3])
    expect([all(text, 'emphasis'), all(text, 'strong'), all(text, 'image'), all(text, 'listItem')]).toEqual([[], [], [], []])
    expect([all(text, 'heading').length, all(text, 'code').length]).toEqual([1, 1])
  })

  it.each([1, 30, 500, 3000])('%d objects fit into a comment, and it says what it leaves out', (count) => {
    const long = { parts: Array.from({ length: 300 }, (_, n) => `<p>Sentence ${n} of a long article about bread and rolls.</p>`) }
    const rows = Array.from({ length: count }, (_, n) =>
      row({ key: `orders/${n}`, fields: [{ name: 'body', before: long, after: { parts: [`<p>${'x'.repeat(5000)}</p>`] } }] }),
    )
    const text = markdown.drift(report(rows), { ...plainLook, verbose: true })
    expect(text.length).toBeLessThanOrEqual(room)
    expect(text.includes('**Truncated:**')).toBe(count > 1)
    // cut between pieces, never inside of one
    expect(all(text, 'html').filter((part) => part.includes('<details>')).length).toBe(
      all(text, 'html').filter((part) => part.includes('</details>')).length,
    )
    const hidden = Number(/\*\*Truncated:\*\* (\d+) more/u.exec(text)?.[1] ?? 0)
    expect(all(text, 'code').length + hidden).toBe(count)
  })
})

describe('a plan as a comment', () => {
  it('begins with what apply would refuse, then lists every change, and shows what differs', () => {
    const text = markdown.plan(planReport, plainLook)
    expect(text).toMatchInlineSnapshot(`
      "### Plan for \`production\`: 2 to create, 2 to update, 1 to delete, 2 to remember, 1 to forget · 2 become public, 1 in conflict, 1 blocked, 1 edited in Intercom, 1 without a file, 90 unchanged

      - **apply would refuse:** \`delete 41 of 96 articles (43 %) is above the limit of 30 %. Look at the plan; to go on: --allow deletes\`
      - **error** \`content/articles/orders/refunds.md:4\` \`state: expected draft or published, got "live"\`

      | | object | what | file |
      | --- | --- | --- | --- |
      | create | <code>tag summer</code> |  |  |
      | adopt | <code>collection orders</code> | already there, remembered |  |
      | create | <code>article orders/cakes</code> | **becomes public** | <code>content/articles/orders/cakes&#46;md</code> |
      | update | <code>article orders/pickup</code> | **becomes public**, <code>title</code>, <code>state</code>, <code>tags</code>, <code>body</code> | <code>content/articles/orders/pickup&#46;md</code> |
      | adopt | <code>article orders/fees</code> | was <code>money/fees</code>; nothing is sent | <code>content/articles/orders/cakes&#46;md</code> |
      | delete | <code>article old</code> | **deleted** |  |
      | forget | <code>article older</code> | no longer remembered; nothing is sent |  |
      | update | <code>article about</code> | **takes over what is there**, <code>description</code> |  |
      | *conflict* | <code>article orders/delivery</code> | <code>changed in the files and in Intercom</code> (by <code>7</code>) | <code>content/articles/orders/delivery&#46;md</code> |
      | *drift* | <code>article about</code> | <code>edited in Intercom since we last wrote</code> |  |
      | *orphan* | <code>snippet hours&#64;en</code> | <code>its file is gone</code> |  |
      | *blocked* | <code>article jobs</code> | <code>two articles are called &#34;Jobs&#34;&#58; 21 and 22&#46; Bind one</code> |  |

      <details><summary>article orders/pickup</summary>

      \`\`\`diff
      @@ title @@
      - "Pickup"
      + "Pick up your bread"
      @@ state @@
      - "draft"
      + "published"
      @@ tags @@
      - summer
      + winter
      @@ body @@
        # Times
      - We open at ten.
      + We open at nine.
        Bread is ready when we open.
        Ask for **your** tray.
        - rolls
      - - rye
      + - spelt
        See [the fees](orders/fees#Fees).
      + [image: the counter](sha256:01234567)
      \`\`\`

      </details>

      <details><summary>article about</summary>

      \`\`\`diff
      @@ description @@
      - "Who we are, and how we bake, and how we bake, and how we bake, and how we bake, and how we bake, and how we bake, and how we bake, and how we bake, since 1912."
      + "Who we are, and how we bake, and how we bake, and how we bake, and how we bake, and how we bake, and how we bake, and how we bake, and how we bake, since 1913."
      \`\`\`

      </details>

      <details><summary>article orders/delivery</summary>

      \`\`\`diff
      @@ title @@
      - "Delivery by bike"
      + "Delivery"
      \`\`\`

      </details>

      <details><summary>article about</summary>

      \`\`\`diff
      @@ title (fr) @@
      - "À propos"
      + "Nous"
      \`\`\`

      </details>

      "
    `)
  })

  it('no changes', () => {
    expect(markdown.plan({ ...planReport, plan: noPlan }, plainLook)).toContain('no changes')
  })

  it('five thousand creates fit', () => {
    const [change] = plan.levels.flat()
    if (change === undefined) throw new Error('the bakery has a change')
    const text = markdown.plan(
      { ...planReport, plan: { ...plan, levels: [Array.from({ length: 5000 }, () => change)] } },
      plainLook,
    )
    expect(text.length).toBeLessThanOrEqual(room)
    expect(text).toContain('**Truncated:**')
  })
})
