import type { Report } from '../values.ts'
import { check } from './check.ts'
import { drift } from './drift.ts'
import { history } from './history.ts'
import { ledger } from './ledger.ts'
import { outcome } from './outcome.ts'
import { plan } from './plan.ts'
import { verify } from './verify.ts'

/** Text for people, 80 to 120 columns wide. */
export const pretty: Report = { plan, outcome, check, ledger, history, drift, verify }
