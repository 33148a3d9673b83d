import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Every file of a backup in a folder, with what differs from one workspace to another taken out: ids, times, addresses. */
export function without(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile())
  return Object.fromEntries(
    paths
      .filter((path) => path !== 'SHA256SUMS')
      .sort()
      .map((path) => {
        const text = readFileSync(join(folder, path)).toString(path.startsWith('files/images') ? 'base64' : 'utf8')
        const same = text
          .replace(/"id":"?\d+"?/gu, '"id":0')
          .replace(/"createdAt": "[^"]*"/u, '')
          .replace(/(?:created|updated)_at\W+[^",\n]*/gu, '')
          .replace(/"workspace": \{[^}]*\}/u, '')
          .replace(/"helpCenters": \[[\s\S]*?\n {2}\]/u, '')
          .replace(/intercom\.help\/(?:was|is)/gu, 'intercom.help/')
        return [path, same]
      }),
  )
}
