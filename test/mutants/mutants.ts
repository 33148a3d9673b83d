/** One place in a file: the one `find` there becomes `replace`. */
export interface Edit {
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** A planted bug: with it in the house one of `laws` must not hold any more. */
export interface Mutant extends Edit {
  readonly name: string
  readonly and?: Edit
  readonly laws: readonly number[]
}

export const mutants: readonly Mutant[] = [
  {
    name: 'a set is written without what teammates put there',
    file: 'src/plan/keep.ts',
    find: 'return [...want, ...refs(have).filter((ref) => !before.has(at(ref)))]',
    replace: 'return before.size > 0 || have !== undefined ? [...want] : want',
    laws: [4],
  },
  {
    name: 'a heading id is compared as if it were text',
    file: 'src/plan/canonical.ts',
    find: 'if (isHeading(part)) return { heading: part.heading }',
    replace: 'if (isHeading(part)) return part',
    laws: [1, 7],
  },
  {
    name: 'what files and memory name is taken in the order it came',
    file: 'src/plan/match.ts',
    find: 'new Set([...ties.want.keys(), ...ties.entries.keys()])].sort()',
    replace: 'new Set([...ties.want.keys(), ...ties.entries.keys()])]',
    and: { file: 'src/plan/ties.ts', find: '[...things].sort((a, b) => (at(a) < at(b) ? -1 : 1))', replace: '[...things]' },
    laws: [3],
  },
  {
    name: 'any object of the kind is adopted, whatever its name',
    file: 'src/plan/ties.ts',
    find: "return [kind.name, ...texts.map((text) => (typeof text === 'string' ? fold(text) : ''))].join('\\n')",
    replace: "return [kind.name, ...texts.map(() => '')].join('\\n')",
    laws: [4, 8],
  },
  {
    name: 'links whose target had no id are never closed',
    file: 'src/apply/fix.ts',
    find: 'if (fields.length === 0) return',
    replace: 'if (fields.length >= 0) return',
    laws: [1],
  },
  {
    name: 'the id of a created object is not remembered',
    file: 'src/apply/one.ts',
    find: 'if (ours) stage.ledger.put({ ...ref, id, base, seen: seen.fields, ...updated(seen) })',
    replace: 'if (ours) stage.ledger.put({ ...ref, id: null, base, seen: seen.fields, ...updated(seen) })',
    laws: [1, 8],
  },
  {
    name: 'a renamed file is another object',
    file: 'src/plan/rename.ts',
    find: 'if (entry !== undefined && to !== undefined && others.length + rivals.length === 0) move(ties, entry, to)',
    replace: 'if (entry === undefined && to !== undefined && others.length + rivals.length === 0) move(ties, entry, to)',
    laws: [8],
  },
  {
    name: 'where an image is hosted is not led back to the picture',
    file: 'src/plan/resolve.ts',
    find: 'if (isImage(part)) return { image: memory.images.get(part.image) ?? part.image }',
    replace: 'if (isImage(part)) return part',
    laws: [1, 7],
  },
  {
    name: 'a plan leaves something in the memory',
    file: 'src/commands/draw.ts',
    find: 'const ledger = await memory(live.account.id)',
    replace:
      'const ledger = await memory(live.account.id)\n  ledger.note({ roots: `${want.rootsDigest}${Math.random()}` })\n  await ledger.save()',
    laws: [2],
  },
  {
    name: 'a rename leaves the old key in the ledger',
    file: 'src/ledger/file/ledger.ts',
    find: 'if (was !== undefined) lines.delete(',
    replace: 'if (was === put.key) lines.delete(',
    laws: [8],
  },
  {
    name: 'parents are deleted before their children',
    file: 'src/plan/order.ts',
    find: 'return levels.filter((level) => level.length > 0).reverse()',
    replace: 'return levels.filter((level) => level.length > 0)',
    laws: [1],
  },
  {
    name: 'an open link is remembered as one that leads somewhere',
    file: 'src/apply/record.ts',
    find: '{ ...part, open: true as const } : part,',
    replace: 'part : part,',
    laws: [1],
  },
]
