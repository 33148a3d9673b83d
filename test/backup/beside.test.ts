import { describe, expect, test } from 'vitest'
import { readable } from '../../src/commands/backup/beside.ts'

describe('the text of a macro', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['beside letters', '<p>x<attribute key="a"/>y</p>', 'x<attribute key="a"/>y'],
    ['in a list', '<ul><li><attribute key="a" default="b"/></li></ul>', '- <attribute key="a" default="b"/>'],
    [
      'with an angle bracket in its standby',
      '<p><attribute key="a" default="1 > 0"/></p>',
      '<attribute key="a" default="1 > 0"/>',
    ],
    ['twice the same', '<p><attribute key="a"/> <attribute key="a"/></p>', '<attribute key="a"/> <attribute key="a"/>'],
    [
      'beside a text that looks like our own sign',
      '<p>placeholder0z <attribute key="a"/></p>',
      'placeholder0z <attribute key="a"/>',
    ],
    ['nothing at all', '', ''],
  ]
  test.each(cases)('keeps a placeholder %s', (_, html, markdown) => {
    expect(readable(html)).toBe(markdown)
  })

  test('stays HTML where Markdown has no place for a placeholder', () => {
    const html = '<p><img src="https://bakery.example/<attribute key="a"/>.png"></p>'
    expect(readable(html)).toContain('<attribute key="a"/>')
  })
})
