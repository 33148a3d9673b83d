import { Stop, type Past } from '../model/index.ts'
import { mayHaveDone } from '../plan/index.ts'
import { enact } from './apply.ts'
import { chosen } from './config/load.ts'
import type { Door } from './door.ts'
import { drawBack, meant } from './draw-back.ts'
import { pairStore } from './migrate/store.ts'
import type { Given } from './options.ts'
import { pending } from './plan.ts'

/** Takes a run back, by a plan like any other: what is as that run left it becomes what it was before, what somebody changed since stays. */
export async function rollback(given: Given, door: Door): Promise<number> {
  if (given.text('out') !== undefined && given.flag('dry-run'))
    throw new Stop(64, '--out: a rollback cannot be saved as a plan; rollback --dry-run shows it')
  let hint = ''
  const from = given.text('from')
  const code = await enact('rollback', given, door, {
    rules: {},
    ...(from === undefined
      ? {}
      : { store: (project) => pairStore(project, from, chosen(project.config, given.text('workspace')).name, door) }),
    sift: (drawing) => Promise.resolve(drawing),
    async draw(store, side, memory, wishes) {
      const history = await store.history()
      const past = meant(history, given.maybe('run'))
      door.err.write(`taking back ${told(past)}\n`)
      const drawing = await drawBack(past, history, side, memory, wishes)
      if (pending(drawing.plan)) hint = afterwards(past, given.flag('dry-run'))
      return drawing
    },
  })
  if (hint !== '' && (code === 0 || code === 1 || code === 5)) door.err.write(hint)
  return code
}

function told({ id, at, verb, undoes, steps, ended }: Past): string {
  const count = steps.filter(mayHaveDone).length
  const what = undoes === undefined ? verb : `${verb} of ${undoes}`
  return `run ${id} (${what}, ${at}, ${count === 1 ? '1 change' : `${count} changes`}${ended === null ? ', killed on its way' : ''})`
}

const afterwards = ({ verb }: Past, dry: boolean): string =>
  verb === 'apply'
    ? `the files ${dry ? 'will' : 'do'} not follow: revert them too, or the next apply brings it back\n`
    : `the workspace ${dry ? 'would be' : 'is'} as before that rollback\n`
