import type { Rules } from './rules.ts'

/** How messages call the two sides, and what stands on the side of the wish. */
export interface Wording {
  /** the side of the wish as a whole */
  readonly wish: string
  /** the other one */
  readonly there: string
  /** that an object, or its text in a language, left the wish */
  readonly gone: string
  readonly goneIn: (locale: string) => string
  /** that fields did */
  readonly left: string
  /** that the wish changed meanwhile */
  readonly changed: string
  /** how to make two edits agree, besides by hand */
  readonly agree: string
  /** what leaves an object out for good */
  readonly dropping: string
  /** why all of it may look gone */
  readonly moved: string
  /** why something else is not sound */
  readonly faulty: string
  /** why one object is not */
  readonly unsound: string
  /** other objects of the wish */
  readonly others: string
  /** how one says which object is meant */
  readonly which: (ref: string) => string
}

const files: Wording = {
  wish: 'the files',
  there: 'Intercom',
  gone: 'its file is gone',
  goneIn: (locale) => `its ${locale} file is gone`,
  left: 'left the file',
  changed: 'while the file changed',
  agree: 'make them agree (in files: pull --merge)',
  dropping: 'deleting the file',
  moved: 'content roots or ignore rules changed',
  faulty: 'while other files have errors',
  unsound: 'its file has errors',
  others: 'other files',
  which: (ref) => `content-sync ledger bind ${ref} <id>`,
}

const workspaces = ({ from, to }: NonNullable<Rules['between']>): Wording => ({
  wish: from,
  there: to,
  gone: `it is gone from ${from}`,
  goneIn: (locale) => `its ${locale} text is gone from ${from}`,
  left: `is no longer in ${from}`,
  changed: `while it changed in ${from}`,
  agree: 'make them agree',
  dropping: `deleting it in ${from}`,
  moved: `${from} is another workspace than before`,
  faulty: 'while something has to be decided',
  unsound: 'something about it has to be decided',
  others: `others from ${from}`,
  which: () => 'give each a name of its own',
})

/** The words for this run: the sides are files and Intercom, or two workspaces by their names. */
export const wording = ({ between }: Pick<Rules, 'between'>): Wording => (between === undefined ? files : workspaces(between))
