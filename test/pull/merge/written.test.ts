import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bakery, type Bakery } from './bakery.ts'
import { decided, edited, firstText, wordsIn, writers, type Writers } from './writers.ts'

const seed = Number(process.env['FC_SEED'] ?? 20261123)
const count = Number(process.env['MERGE_HOUSES'] ?? 12)
const steps = 8
const file = 'content/articles/bread.md'

let home: Bakery
beforeEach(async () => {
  home = await bakery()
})
afterEach(() => home.close())

/** What a teammate does to an article in Intercom's editor: the HTML as it is, with one block added, edited or taken out. */
function inBrowser(html: string, by: Writers): string {
  const blocks = html.match(/<(p|h2|ul|ol|pre)\b[^>]*>[^]*?<\/\1>(?=<|$)/gu) ?? []
  const block = blocks[by.below(blocks.length)]
  const words = block?.match(/w\d+z/gu) ?? []
  if (block === undefined || words.length === 0 || by.below(3) === 0) {
    const at = block === undefined ? 0 : html.indexOf(block)
    return `${html.slice(0, at)}<p>${by.word()} and ${by.word()}.</p>${html.slice(at)}`
  }
  if (by.below(4) === 0 && blocks.length > 1) return html.replace(block, '')
  return html.replace(block, block.replace(by.pick(words), by.below(2) === 0 ? by.word() : `${by.pick(words)} ${by.word()}`))
}

describe(`people write in git and in Intercom at once, over the wire (FC_SEED=${seed}, MERGE_HOUSES=${count}; R26)`, () => {
  test.each(Array.from({ length: count }, (_, n) => n))(
    'no word that nobody took out is lost, house %i',
    async (n) => {
      const by = writers(seed + n)
      home.write(file, `---\ntitle: Bread\ndescription: ${by.word()}\n---\n\n${firstText(by)}\n`)
      await home.settled()
      const id = await home.id('article:bread')
      const there = async (): Promise<{ body: string; description: string }> =>
        (await home.web('GET', `/articles/${id}`, {})) as { body: string; description: string }
      const textOf = ({ body, description }: { body: string; description: string }): string => `${description}\n${body}`
      const alive = wordsIn(home.read(file))
      const log: string[] = []
      const wrote = (who: string, before: string, after: string): void => {
        const [was, is] = [wordsIn(before), wordsIn(after)]
        for (const word of is) if (!was.has(word)) alive.add(word)
        for (const word of was) if (!is.has(word)) alive.delete(word)
        log.push(`${who}:\n${after}`)
      }
      const missing = (text: string): string[] => [...alive].filter((word) => !wordsIn(text).has(word))
      const merge = async (): Promise<void> => {
        const { pulled } = await home.pull()
        const before = home.read(file)
        log.push(`pulled:\n${before}`)
        expect(missing(before + textOf(await there())), log.join('\n\n')).toEqual([])
        if (!pulled.beside.some(({ why }) => why === 'conflict')) return
        home.write(file, decided(before, by))
        wrote('decided', before, home.read(file))
      }
      for (let step = 0; step < steps; step += 1) {
        const [before, now] = [home.read(file), await there()]
        const move = by.below(6)
        if (move < 2) {
          const head = /^---\n[^]*?\n---\n\n/u.exec(before)?.[0] ?? ''
          const word = by.below(5) === 0
          home.write(
            file,
            word ? before.replace(/description: .*/u, `description: ${by.word()}`) : head + edited(before.slice(head.length), by),
          )
          wrote('file', before, home.read(file))
        } else if (move < 4) {
          const change = by.below(5) === 0 ? { description: by.word() } : { body: inBrowser(now.body, by) }
          await home.web('PUT', `/articles/${id}`, { ...change, author_id: 1002 })
          wrote('intercom', textOf(now), textOf(await there()))
        } else if (move === 4) await merge()
        else await home.apply()
        expect(missing(home.read(file) + textOf(await there())), log.join('\n\n')).toEqual([])
      }
      await merge()
      await home.settled()
      expect([missing(home.read(file)), missing(textOf(await there()))], log.join('\n\n')).toEqual([[], []])
    },
    300_000,
  )
})
