import { expect, it } from 'vitest'
import { words } from '../../src/report/words.ts'

it('a body is read as sentences, items, rows and headings, with links and images by name', () => {
  const parts = [
    '<h2',
    { heading: 'Fees#0' },
    '>Fees</h2><p>A roll is <b>cheap</b>. A cake is not &amp; never was.</p><p><a href="',
    { link: { kind: 'article', key: 'orders/cakes' }, anchor: 'Big ones#0' },
    '">Cakes</a></p><ol><li><p>weigh</p><ul><li>twice</li></ul></li><li>pay</li></ol><table><tbody><tr><td>roll</td><td>1</td></tr></tbody></table><pre><code>a\nb</code></pre><div class="intercom-container"><img src="',
    { image: 'sha256:0123456789abcdef' },
    '" alt="counter"></div><hr>',
  ]
  expect(words(parts)).toEqual([
    '## Fees',
    'A roll is **cheap**.',
    'A cake is not & never was.',
    '[Cakes](orders/cakes#Big ones)',
    '1. weigh',
    '   - twice',
    '2. pay',
    '| roll | 1 |',
    '```',
    'a',
    'b',
    '```',
    '[image: counter](sha256:01234567)',
    '---',
  ])
})

it('what stands between blocks is not lost', () => {
  expect(words(['<div>before<p>inside</p>after</div>'])).toEqual(['before', 'inside', 'after'])
})
