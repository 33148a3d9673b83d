import ignore from 'ignore'
import { kinds } from '../kinds/index.ts'
import { at, hint, near, Stop, type Ref, type World } from '../model/index.ts'

/**
 * What `--only` lets through. Each word is a kind (`article`, `articles`), or a pattern in gitignore syntax for keys (`billing/**`), for keys of a kind
 * (`article:billing/**`) or for files (`content/articles/billing/`). Throws Stop(64) for a misspelt kind.
 */
export function only(asked: readonly string[], files: () => World): (ref: Ref) => boolean {
  if (asked.length === 0) return () => true
  for (const word of asked) refuseMisspelt(word)
  let tests: readonly ((ref: Ref) => boolean)[] | undefined
  return (ref) => {
    tests ??= asked.map((word) => test(word, origins(files())))
    return tests.some((test) => test(ref))
  }
}

const names = kinds.flatMap((kind) => [kind.name, kind.plural])

const kindNamed = (word: string): string | undefined => kinds.find((kind) => kind.name === word || kind.plural === word)?.name

function refuseMisspelt(word: string): void {
  const kind = /^([A-Za-z-]+):./u.exec(word)?.[1] ?? (/^[A-Za-z -]+$/u.test(word) ? word : undefined)
  if (kind === undefined || kindNamed(kind) !== undefined || near(kind, names) === undefined) return
  throw new Stop(
    64,
    `--only ${word}: expected a kind (${kinds.map((kind) => kind.plural).join(', ')}) or a pattern of keys or files${hint(kind, names)}`,
  )
}

const origins = (world: World): ReadonlyMap<string, string> =>
  new Map(world.resources.flatMap((resource) => (resource.origin === undefined ? [] : [[at(resource), resource.origin.file]])))

function test(word: string, files: ReadonlyMap<string, string>): (ref: Ref) => boolean {
  const kind = kindNamed(word)
  if (kind !== undefined) return (ref) => ref.kind === kind
  const [, prefix, rest] = /^([a-z-]+):(.+)$/u.exec(word) ?? []
  const limited = prefix === undefined ? undefined : kindNamed(prefix)
  const pattern = ignore({ allowRelativePaths: true, ignorecase: false }).add(
    limited === undefined || rest === undefined ? word : rest,
  )
  return (ref) => {
    if (limited !== undefined && ref.kind !== limited) return false
    const file = files.get(at(ref))
    return pattern.ignores(ref.key) || (file !== undefined && pattern.ignores(file))
  }
}
