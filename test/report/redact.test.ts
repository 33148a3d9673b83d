import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from '../../src/report/index.ts'

const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) }

describe('secrets are taken out of whatever is printed', () => {
  it('a token as it is, in a URL, in JSON and in base64', () => {
    const token = 'dG9rOjEy"/+=x'
    const text = [token, encodeURIComponent(token), JSON.stringify({ token }), Buffer.from(token).toString('base64')].join('\n')
    const clean = redact(text, [token])
    expect(clean).toBe('[redacted]\n[redacted]\n{"token":"[redacted]"}\n[redacted]')
  })

  it('the longer of two tokens goes first', () => {
    expect(redact('secret-token-long', ['secret-token', 'secret-token-long'])).toBe('[redacted]')
  })

  it.each(['com', 'eu'])('the signature of a hosted image, bare, in HTML and in JSON (.%s)', (end) => {
    const bare = `https://downloads.intercomcdn.${end}/i/o/1/ab/cake.png`
    const signed = `${bare}?expires=1&signature=feed&req=1`
    expect(redact(signed, [])).toBe(bare)
    expect(redact(`<img src="${signed.replaceAll('&', '&amp;')}">`, [])).toBe(`<img src="${bare}">`)
    expect(redact(JSON.stringify({ html: `<img src="${signed}">` }), [])).toBe(JSON.stringify({ html: `<img src="${bare}">` }))
    expect(redact('https://example.test/cake.png?size=2', [])).toBe('https://example.test/cake.png?size=2')
  })

  it('no token survives in any text', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{6,40}$/u), fc.string(), fc.string(), (token, before, after) => {
        fc.pre(!'[redacted]'.includes(token))
        expect(redact(before + token + after, [token])).not.toContain(token)
      }),
      { numRuns: 300, ...seed },
    )
  })
})
