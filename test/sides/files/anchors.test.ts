import { expect, it } from 'vitest'
import { isLink } from '../../../src/model/index.ts'
import { house } from '../../house/house.ts'

it('a link finds its heading by slug, by a name of its own, in any case, and by the words it is written with', async () => {
  const h = await house()
  try {
    h.write(
      'content/articles/fees.md',
      '---\ntitle: Fees\n---\n## Fees (EU)\n\n## Other {#Rest}\n\n<a id="raw"></a>\n\n## Raw\n\n## Last\n',
    )
    const anchors = ['fees-eu', 'Fees-EU', 'fees-(eu)', 'Rest', 'rest', 'raw', 'RAW', 'last']
    h.write('content/articles/a.md', `---\ntitle: A\n---\n${anchors.map((one) => `[x](<fees.md#${one}>)`).join('\n')}\n`)
    const { files } = await h.plan()
    expect(files.findings).toEqual([])
    const body = files.resources.find(({ key }) => key === 'a')?.fields['body'] as { parts: readonly never[] }
    expect(body.parts.filter(isLink).map(({ anchor }) => anchor)).toEqual([
      'Fees (EU)#0',
      'Fees (EU)#0',
      'Fees (EU)#0',
      'Other#0',
      'Other#0',
      'Raw#0',
      'Raw#0',
      'Last#0',
    ])
  } finally {
    await h.close()
  }
})

it('an anchor that leads nowhere is said with its line, and the link leads to the top', async () => {
  const h = await house()
  try {
    h.write('content/articles/a.md', '---\ntitle: A\n---\n## One\n\n[x](#two)\n')
    const { files } = await h.plan()
    expect(files.findings.map(({ rule, line }) => `${rule} ${line}`)).toEqual(['links/anchor 6'])
  } finally {
    await h.close()
  }
})
