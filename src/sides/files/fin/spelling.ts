import { stringify } from 'yaml'
import { hasComment, valueIn, type Word } from './front.ts'

const flags = { agent: 'chatbot_availability', copilot: 'copilot_availability', sales: 'sales_agent_availability' } as const

const states: Readonly<Record<string, boolean>> = { published: true, draft: false }

const line = (key: string, value: unknown): Word => ({ key, text: stringify({ [key]: value }, { lineWidth: 0 }) })

const renamed = (word: Word, key: string): Word => ({ key, text: word.text.replace(/^[^:]*/u, key) })

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Our words as Intercom's git layout spells them. What it has no word for stays as it is. `stays` are words left alone. */
export function toFin(words: readonly Word[], stays: ReadonlySet<string> = new Set()): Word[] {
  return words.flatMap((word): Word[] => {
    const { key } = word
    if (key === null || stays.has(key)) return [word]
    if (key === 'description') return [renamed(word, 'summary')]
    if (key === 'state') {
      const state = states[String(valueIn(word))]
      return state === undefined || hasComment(word) ? [word] : [line('published', state)]
    }
    if (key !== 'fin' || hasComment(word)) return [word]
    const value = valueIn(word)
    if (!isMap(value)) return [word]
    const said = Object.entries(value)
    const known = said.every(([name, one]) => name in flags && typeof one === 'boolean')
    return known ? said.map(([name, one]) => line(flags[name as keyof typeof flags], one)) : [word]
  })
}

/** Words of Intercom's git layout as ours; `stays` are left alone. */
export function fromFin(words: readonly Word[], stays: ReadonlySet<string> = new Set()): Word[] {
  const there = new Set(words.map(({ key }) => key))
  const fin: Record<string, boolean> = {}
  for (const [ours, theirs] of Object.entries(flags)) {
    const word = words.find(({ key }) => key === theirs)
    const value = word === undefined || hasComment(word) ? undefined : valueIn(word)
    if (typeof value === 'boolean' && !there.has('fin')) fin[ours] = value
  }
  const first = words.findIndex(({ key }) => Object.entries(flags).some(([ours, theirs]) => theirs === key && ours in fin))
  return words.flatMap((word, at): Word[] => {
    const { key } = word
    if (key !== null && stays.has(key)) return [word]
    if (key === 'summary' && !there.has('description')) return [renamed(word, 'description')]
    if (key === 'published' && !there.has('state') && !hasComment(word)) {
      const value = valueIn(word)
      return typeof value === 'boolean' ? [line('state', value ? 'published' : 'draft')] : [word]
    }
    if (at === first) return [{ key: 'fin', text: `fin: ${flow(fin)}\n` }]
    return Object.entries(flags).some(([ours, theirs]) => theirs === key && ours in fin) ? [] : [word]
  })
}

const flow = (value: unknown): string =>
  stringify(value, { lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false }).trimEnd()

/** A list of keys or maps in one line, as `collections: [a, b]`. */
export const listed = (key: string, values: readonly string[]): Word => ({ key, text: `${key}: ${flow(values)}\n` })
