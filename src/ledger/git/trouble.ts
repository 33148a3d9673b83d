import { Stop } from '../../model/index.ts'
import { words, type Ran } from './git.ts'
import type { Repository } from './repository.ts'

const closed =
  /permission.*denied|access denied|not authori[sz]ed|authentication failed|could not read (username|password)|prompts disabled|returned error: 40[13]|repository not found|hook declined|protected|prohibited|deny|write access/iu

/** Whether a remote said no, so that trying again is of no use. */
export const refused = (ran: Ran): boolean => closed.test(`${ran.err}\n${ran.out.toString()}`)

/** Why a run cannot go on without its remote: Stop 77 where it says no, 69 where it does not answer. */
export function trouble(doing: 'read' | 'write', ref: string, { remote }: Repository, ran: Ran): Stop {
  const why = words(ran) || `git ended with ${ran.code}`
  if (!refused(ran))
    return new Stop(
      69,
      `the ledger is ${ref} of the git remote ${remote}, which cannot be reached: ${why}. Nothing more was written; try again`,
    )
  const needs = doing === 'read' ? 'read' : 'push to'
  return new Stop(
    77,
    `the ledger is ${ref} of the git remote ${remote}, and the credentials of this checkout may not ${needs} it: ${why}. Nothing more was written. Give them that right (GitHub Actions: permissions: contents: ${doing}), or set ledger: 'file'`,
  )
}
