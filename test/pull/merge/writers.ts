/** A stream of numbers in [0, 1) that is the same for the same seed. */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Words that are written once in all the world, so that each can be looked for. */
export interface Writers {
  readonly random: () => number
  readonly word: () => string
  readonly below: (count: number) => number
  readonly pick: <T>(all: readonly T[]) => T
}

export function writers(seed: number): Writers {
  const random = chance(seed)
  const below = (count: number): number => Math.floor(random() * count)
  let words = 0
  return { random, below, word: () => `w${(words += 1)}z`, pick: (all) => all[below(all.length)] as (typeof all)[number] }
}

/** The words of a text that somebody wrote. */
export const wordsIn = (text: string): Set<string> => new Set(text.match(/w\d+z/gu) ?? [])

const paragraph = ({ word }: Writers): string => `${word()} and ${word()}.`

/** A text to begin with. */
export const firstText = (by: Writers): string =>
  [
    paragraph(by),
    `## ${by.word()}`,
    ['-', '-', '-'].map((dash) => `${dash} ${by.word()}`).join('\n'),
    paragraph(by),
    `\`\`\`\n${[by.word(), by.word(), by.word(), by.word()].join('\n')}\n\`\`\``,
    paragraph(by),
  ]
    .slice(0, 2 + by.below(5))
    .join('\n\n')

/** A Markdown text with one thing done to it, as people do. */
export function edited(text: string, by: Writers): string {
  const blocks = text.trim() === '' ? [] : text.trim().split(/\n{2,}/u)
  const at = by.below(blocks.length)
  const block = blocks[at]
  const change = (now: string): string => `${blocks.with(at, now).join('\n\n')}\n`
  const added = (): string => `${blocks.toSpliced(by.below(blocks.length + 1), 0, paragraph(by)).join('\n\n')}\n`
  if (block === undefined) return added()
  const found = block.match(/w\d+z/gu) ?? []
  switch (by.below(8)) {
    case 0:
      return added()
    case 1:
      return found.length === 0 ? added() : change(block.replace(by.pick(found), (one) => `${one} ${by.word()}`))
    case 2:
      return found.length < 2 ? added() : change(block.replace(by.pick(found), by.word()))
    case 3:
      return blocks.length < 2 ? added() : `${blocks.toSpliced(at, 1).join('\n\n')}\n`
    case 4:
      return block.startsWith('- ') ? change(`${block}\n- ${by.word()}`) : change(paragraph(by))
    case 5:
      return block.startsWith('- ') && found.length > 1 ? change(block.split('\n').slice(1).join('\n')) : added()
    case 6:
      return `${blocks.toSpliced(at, 1).toSpliced(by.below(blocks.length), 0, block).join('\n\n')}\n`
    default:
      // the same, spelled differently
      return block.startsWith('- ') ? change(block.replaceAll(/^- /gmu, '* ')) : change(block.replace(' and ', '\nand '))
  }
}

const clash = /<<<<<<< file\n([^]*?)\|\|\|\|\|\|\| before\n([^]*?)=======\n([^]*?)>>>>>>> .*\n/gu

/** A file with every clash decided by a person: one side, the other, or (of a text) both. */
export const decided = (text: string, by: Writers): string =>
  text.replaceAll(clash, (_, mine: string, __, theirs: string, at: number) => {
    const inWords = at < text.indexOf('\n---\n', 4)
    const way = by.below(inWords ? 2 : 3)
    return way === 0 ? mine : way === 1 ? theirs : `${mine}\n${theirs}`
  })
