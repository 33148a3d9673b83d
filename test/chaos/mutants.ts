import type { Edit } from '../mutants/mutants.ts'

/** A planted bug: with it in the house some history ends with a broken promise. */
export interface Planted extends Edit {
  readonly name: string
}

export const planted: readonly Planted[] = [
  {
    name: 'a create that was lost is not looked up',
    file: 'src/plan/lost.ts',
    find: '} else if (live !== undefined) tie(ties, key, at(live))',
    replace: '} else if (live !== undefined && key === at(live)) tie(ties, key, at(live))',
  },
  {
    name: 'the intent of a create is not written',
    file: 'src/apply/one.ts',
    find: '  if (ours)\n    stage.ledger.put({',
    replace: '  if (ours && before !== undefined)\n    stage.ledger.put({',
  },
  {
    name: 'an orphan is deleted without prune',
    file: 'src/plan/gone.ts',
    find: 'if (rules.prune === false)',
    replace: 'if (rules.prune === false && bound.key === ``)',
  },
  {
    name: 'an edit in Intercom does not beat a delete',
    file: 'src/plan/gone.ts',
    find: 'else if (changed.length > 0)',
    replace: 'else if (changed.length > 99)',
  },
  {
    name: 'a tag a teammate gave goes with the next change of tags',
    file: 'src/plan/keep.ts',
    find: 'return [...want, ...refs(have).filter((ref) => !before.has(at(ref)))]',
    replace: 'return before.size < 0 ? refs(have) : want',
  },
  {
    name: 'the lock of another run is not respected',
    file: 'src/ledger/file/lock.ts',
    find: 'await awaited(look, machine, (holder) => busy(file(folder, last.n), holder), watching)',
    replace: 'look()',
  },
  {
    name: 'a run does not end with a list read',
    file: 'src/apply/apply.ts',
    find: '  await settle(stage, progress)\n',
    replace: '',
  },
]
