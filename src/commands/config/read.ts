import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createJiti } from 'jiti'
import { Stop } from '../../model/index.ts'
import { defineConfig } from './define.ts'

/** What a config file says, unchecked. Throws Stop(78) for a file that cannot be read or run. */
export const readConfig = async (path: string): Promise<unknown> =>
  path.endsWith('.json') ? fromJson(path) : await fromCode(path)

function fromJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Stop(78, `${basename(path)}: expected JSON: ${reason(error)}`, { cause: error })
  }
}

async function fromCode(path: string): Promise<unknown> {
  // the package's own name has to resolve also where it is not installed beside the config
  const jiti = createJiti(path, {
    fsCache: false,
    moduleCache: false,
    virtualModules: { 'intercom-content-sync': { defineConfig } },
  })
  try {
    const loaded = await jiti.import(path)
    if (typeof loaded === 'object' && loaded !== null && 'default' in loaded) return loaded.default
  } catch (error) {
    throw new Stop(78, `${basename(path)}: cannot be run: ${reason(error)}`, { cause: error })
  }
  throw new Stop(78, `${basename(path)}: expected a default export: export default defineConfig({ … })`)
}

const reason = (error: unknown): string => (error instanceof Error ? error.message.split('\n')[0] : undefined) ?? String(error)
