import { Stop } from '../../model/index.ts'
import { words, type Ran } from './git.ts'
import type { Repository } from './repository.ts'

const closed =
  /permission.*denied|access denied|not authori[sz]ed|authentication failed|could not read (username|password)|prompts disabled|returned error: 40[13]|repository not found|hook declined|protected|prohibited|deny|write access/iu

/** Whether a remote said no, so that trying again is of no use. */
export const refused = (ran: Ran): boolean => closed.test(`${ran.err}\n${ran.out.toString()}`)

// what hosts say where not the credentials are wrong but a rule of theirs keeps this ref from changing
const ruled = /hook declined|protected|prohibited|hidden ref|rule violation|deny/iu

/** Why a run cannot go on without its remote: Stop 77 where it says no, 69 where it does not answer. */
export function trouble(doing: 'read' | 'write', ref: string, { remote }: Repository, ran: Ran): Stop {
  const why = words(ran) || `git ended with ${ran.code}`
  const where = `the ledger is ${ref} of the git remote ${remote}`
  if (!refused(ran)) return new Stop(69, `${where}, which cannot be reached: ${why}. Nothing more was written; try again`)
  const right = `(GitHub Actions: permissions: contents: ${doing})`
  if (doing === 'write' && ruled.test(why))
    return new Stop(
      77,
      `${where}, and the host refuses to change it: ${why}. Nothing more was written. Let its rules allow refs/content-sync/* to be made, replaced and removed, and the job push ${right}, or set ledger: 'file'`,
    )
  return new Stop(
    77,
    `${where}, and the credentials of this checkout may not ${doing === 'read' ? 'read' : 'push to'} it: ${why}. Nothing more was written. Give them that right ${right}, or set ledger: 'file'`,
  )
}

/** A remote that has the ref and does not show it: each run would take it for a new one. */
export const hidden = (ref: string, { remote }: Repository): Stop =>
  new Stop(
    77,
    `the ledger is ${ref} of the git remote ${remote}, which has it and does not show it. Nothing more was written. Let the host show refs/content-sync/* (transfer.hideRefs, uploadpack.hideRefs), or set ledger: 'file'`,
  )
