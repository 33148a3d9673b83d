import { Stop } from '../../model/index.ts'
import { originOf } from '../../sides/workspace/base-url.ts'
import type { Workspace } from './schema.ts'

const hosts = { us: 'https://api.intercom.io', eu: 'https://api.eu.intercom.io', au: 'https://api.au.intercom.io' } as const

/** The API's address of a workspace that is not the embedded sandbox. */
export const baseUrl = (workspace: Workspace): string => workspace.baseUrl ?? hosts[workspace.region ?? 'us']

/** Whether an address is on this machine: a sandbox, which can fetch images from us. */
export const onLoopback = (address: string): boolean => new URL(address).protocol === 'http:'

/** What is wrong with a base URL; undefined when nothing is. */
export function wrongBaseUrl(address: string): string | undefined {
  try {
    originOf(address)
    return undefined
  } catch (error) {
    if (error instanceof Stop) return error.message
    throw error
  }
}
