import type { Ledger, Memo } from '../model/index.ts'
import { at } from '../model/index.ts'
import type { FilesWorld } from '../sides/files/index.ts'

/**
 * A memory that notes beside what it is given which texts were read for it: later, a file nobody touched since can be told from one that holds a
 * new comment. What is put back as it was remembered, and what only gets another key, was not read from these texts.
 */
export function texted(ledger: Ledger, { texts }: Pick<FilesWorld, 'texts'>): Ledger {
  if (texts === undefined) return ledger
  const noted = (memo: Memo): Memo => {
    const text = texts.get(at(memo))
    return text === undefined || 'digest' in memo.base ? memo : { ...memo, text }
  }
  return {
    ...ledger,
    put: (memo, was) => {
      ledger.put(noted(memo), was)
    },
  }
}
