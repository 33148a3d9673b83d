import { Stop } from '../../model/index.ts'
import type { Git } from './git.ts'
import type { Repository } from './repository.ts'

/** A file of a memory: its path with slashes, and its bytes; null: it goes. */
export interface Piece {
  readonly path: string
  readonly bytes: Buffer | null
}

const ours = /^(ledger\.ndjson|lock|(objects|journal|history)(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+)$/u

async function output(git: Git, args: readonly string[], input?: Uint8Array): Promise<Buffer> {
  const ran = await git(args, input === undefined ? {} : { input })
  if (ran.code !== 0) throw new Error(`git ${args.join(' ')} ended with ${ran.code}: ${ran.err.trim()}`)
  return ran.out
}

/** The files of a state. Throws Stop 65 for one that no ledger was written into. */
export async function filesOf(git: Git, { commit }: State): Promise<{ path: string; bytes: Buffer }[]> {
  const listed = (await output(git, ['ls-tree', '-r', '-z', '--full-tree', commit])).toString().split('\0').slice(0, -1)
  const named = listed.map((line) => {
    const [, mode, blob = '', path = ''] = /^(\d+) \S+ ([0-9a-f]+)\t(.*)$/su.exec(line) ?? []
    if (mode !== '100644' || !ours.test(path))
      throw new Stop(65, `commit ${commit} holds ${path === '' ? line : path}, which is no part of a ledger. Nothing was written`)
    return { path, blob }
  })
  const bytes = await output(git, ['cat-file', '--batch'], Buffer.from(named.map(({ blob }) => `${blob}\n`).join('')))
  let from = 0
  return named.map(({ path }) => {
    // `<name> blob <size>`, the bytes, a line end
    const line = bytes.indexOf(0x0a, from)
    const size = Number(bytes.toString('latin1', from, line).split(' ')[2])
    from = line + 1 + size + 1
    return { path, bytes: bytes.subarray(line + 1, from - 1) }
  })
}

/** One file of a state as text; null where it has none of that name. */
export async function textIn(git: Git, { commit }: State, path: string): Promise<string | null> {
  const found = (await output(git, ['ls-tree', '--full-tree', commit, '--', path])).toString()
  const [, blob] = /^100644 blob ([0-9a-f]+)\t/u.exec(found) ?? []
  return blob === undefined ? null : (await output(git, ['cat-file', 'blob', blob])).toString()
}

/** A commit and its tree. */
export interface State {
  readonly commit: string
  readonly tree: string
}

/** The state a name stands for; null where it is not here, or not whole. */
export async function stateOf(git: Git, name: string): Promise<State | null> {
  const ran = await git(['rev-parse', '--verify', '--quiet', `${name}^{tree}`])
  if (ran.code !== 0) return null
  const commit = /^[0-9a-f]{40,}$/u.test(name) ? name : (await output(git, ['rev-parse', name])).toString().trim()
  return { commit, tree: ran.out.toString().trim() }
}

/**
 * Writes a commit without parents: the tree of another one (null: an empty tree) with some files changed. No index, no identity and no ref of
 * the repository has a part in it. `at`: epoch seconds; `name`: a name nothing else has.
 */
export async function commitOf(
  { git, none }: Repository,
  base: State | null,
  pieces: readonly Piece[],
  at: number,
  name: string,
): Promise<State> {
  const draft = `refs/content-sync-draft/${name}`
  const lines: Uint8Array[] = []
  const say = (text: string): number => lines.push(Buffer.from(`${text}\n`))
  say(`commit ${draft}\nmark :1\ncommitter content-sync <content-sync@localhost> ${at} +0000\ndata 0`)
  if (base !== null) say(`M 040000 ${base.tree} ""`)
  for (const { path, bytes } of pieces) {
    if (bytes === null) {
      say(`D ${path}`)
      continue
    }
    say(`M 100644 inline ${path}\ndata ${bytes.length}`)
    lines.push(bytes)
    say('')
  }
  // the commit is wanted, the ref it is drafted under is not
  say(`\nls :1 ""\nget-mark :1\nreset ${draft}\nfrom ${none}\n\ndone`)
  const args = ['fast-import', '--quiet', '--done', '--force', '--cat-blob-fd=1']
  const said = (await output(git, args, Buffer.concat(lines))).toString()
  const [, tree, commit] = /^040000 tree ([0-9a-f]+)\t.*\n([0-9a-f]+)\n$/u.exec(said) ?? []
  if (tree === undefined || commit === undefined) throw new Error(`git fast-import answered ${JSON.stringify(said)}`)
  return { commit, tree }
}
