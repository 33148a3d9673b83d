import { posix } from 'node:path'
import type { Finding } from '../../../model/index.ts'
import type { Place } from '../list.ts'
import { localeOf } from '../locales.ts'
import { odd } from '../making.ts'

const isOdd = ({ file }: Place): boolean => localeOf(posix.basename(file).replace(/\.[^.]*$/u, '')) === undefined

/** The texts without those of a locale the API does not know (`en-us.md`) beside one of the locale it means (`en.md`). */
export function oddLocales(places: readonly Place[]): {
  readonly places: readonly Place[]
  readonly findings: readonly Finding[]
} {
  const sound = new Set(places.filter((place) => !isOdd(place)).map(({ path, said }) => `${path} ${said ?? ''}`))
  const taken = (place: Place): boolean => isOdd(place) && sound.has(`${place.path} ${place.said ?? ''}`)
  return {
    places: places.filter((place) => !taken(place)),
    findings: places.filter(taken).map(({ file, said }) => {
      const message = `is no locale of Intercom's API, and ${said ?? ''}.md stands beside it: that one is read, this one is not`
      return { file, ...odd('fin/locale', 1, message) }
    }),
  }
}
