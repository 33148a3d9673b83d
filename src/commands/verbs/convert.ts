import type { Verb } from './verb.ts'

export const convert: Verb = {
  name: 'convert',
  says: "Lay the content files out in another way: suffix, directory, or Intercom's own git layout. What they say stays the same.",
  words: {},
  takes: ['to', 'dry-run', 'yes', 'beside'],
  writes: 'files',
  examples: [
    ['content-sync convert --to fin-as-code --dry-run', 'what would be written, after reading it back'],
    ['content-sync convert --to suffix --yes', 'in place: refunds/en.md becomes refunds.md'],
    ['content-sync convert --to fin-as-code --out ../for-intercom --yes', 'a copy; the files here stay'],
  ],
  load: async () => ({ run: (await import('../convert/convert.ts')).convert }),
}
