import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { everywhere } from '../../src/commands/options.ts'
import { parse } from '../../src/commands/parse.ts'
import { flagsOf, verbs } from '../../src/commands/verbs/index.ts'
import { Stop } from '../../src/model/index.ts'

const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) }

const asked = (line: string): ReturnType<typeof parse> => parse(line.split(' '), '1.2.3', 100)

async function refused(line: string): Promise<Stop> {
  const thrown: unknown = await asked(line).catch((error: unknown) => error)
  if (thrown instanceof Stop) return thrown
  throw new Error(`expected a refusal of: ${line}`)
}

describe('wrong usage ends with 64 and says what was probably meant', () => {
  it.each([
    ['aply', 'did you mean "apply"?'],
    ['plan --dry_run', '"--dry-run"'],
    ['apply --dry_run', 'did you mean "--dry-run"?'],
    ['apply --dryrun', 'did you mean "--dry-run"?'],
    ['plan --formt json', 'did you mean "--format"?'],
    ['plan --format yaml', '--format: expected pretty, json, '],
    ['plan --format', '--format: expected pretty, json, '],
    ['plan --allow delete', 'did you mean "deletes"?'],
    ['plan --port 80', 'sandbox takes "--port"'],
    ['plan --no-prune', 'did you mean "--prune"?'],
    ['plan -x', 'unknown flag -x'],
    ['apply --yes --dry-run=1', '--dry-run: takes no value, got "1"'],
    ['apply -q=yes', '--quiet: takes no value, got "yes"'],
    ['check plan.json', 'unexpected word "plan.json"'],
    ['ledger', 'expected one of show, '],
    ['ledger bnd', 'did you mean "bind"?'],
    ['plan --__proto__.polluted yes', 'unknown flag'],
  ])('%s', async (line, says) => {
    const stop = await refused(line)
    expect(stop.exit).toBe(64)
    expect(stop.message).toContain(says)
  })

  it('a misspelt flag never runs the verb it stands behind', async () => {
    const one = fc.constantFrom(...verbs).chain((verb) =>
      fc.tuple(
        fc.constant(verb),
        fc
          .constantFrom(...Object.keys({ ...everywhere, ...flagsOf(verb) }))
          .chain((flag) =>
            fc.integer({ min: 1, max: flag.length - 1 }).map((cut) => [flag, flag.slice(0, cut) + flag.slice(cut + 1)] as const),
          ),
      ),
    )
    await fc.assert(
      fc.asyncProperty(one, async ([verb, [flag, wrong]]) => {
        fc.pre(!(wrong in { ...everywhere, ...flagsOf(verb), help: 1, version: 1, h: 1 }))
        const words = Object.keys(verb.words).map(() => 'x')
        const stop = await refused([verb.name, ...words, `--${wrong}`].join(' '))
        expect(stop.exit).toBe(64)
        if (flag.length > 4) expect(stop.message).toContain('--')
      }),
      { numRuns: 200, ...seed },
    )
  })
})

describe('what was asked for arrives', () => {
  it('flags may stand before and after the verb, ids stay text, lists repeat', async () => {
    const found = await asked('--workspace live ledger bind article:a 00123456789012345678')
    if ('print' in found) throw new Error('expected a verb')
    expect(found.verb.name).toBe('ledger bind')
    expect(found.given.text('workspace')).toBe('live')
    expect(found.given.word('id')).toBe('00123456789012345678')
    const plan = await asked('diff --only billing/** --only articles --allow deletes --allow updates')
    if ('print' in plan) throw new Error('expected a verb')
    expect(plan.verb.name).toBe('plan')
    expect(plan.given.list('only')).toEqual(['billing/**', 'articles'])
    expect(plan.given.list('allow')).toEqual(['deletes', 'updates'])
    expect(plan.given.flag('prune')).toBe(false)
  })

  it('the last of a repeated value counts', async () => {
    const found = await asked('apply -f json --format pretty --yes --yes')
    expect('given' in found && found.given.text('format')).toBe('pretty')
    expect('given' in found && found.given.flag('yes')).toBe(true)
  })

  it('a flag that a kind names reaches the run as a command', async () => {
    const found = await asked('apply --apply-audience-to-existing')
    expect('given' in found && [...found.given.commands]).toEqual(['apply-audience-to-existing'])
  })

  it('help, version and completion are texts, in English whatever the language', async () => {
    expect(await asked('--help')).toMatchObject({ print: expect.stringContaining('content-sync plan') as string })
    expect(await asked('plan --help')).toMatchObject({ print: expect.stringContaining('--detailed-exitcode') as string })
    expect(await asked('--version')).toEqual({ print: '1.2.3\n' })
    expect(await asked('completion')).toMatchObject({ print: expect.stringContaining('complete') as string })
  })
})
