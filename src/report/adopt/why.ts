import type { Reasons } from './values.ts'

// 99.6 % is not all of it
const percent = (share: number): string => `${share === 1 ? 100 : Math.min(99, Math.round(share * 100))} %`

/** What speaks for two things being one, in words. */
export function why({ id, title, place, text, members }: Reasons): string {
  const told = [
    ...(id ? ['the id in the file'] : []),
    title ? (place ? 'same title and place' : 'same title, in another place') : place ? 'same place' : 'in another place',
    ...(title ? [] : ['other title']),
    ...(text === null ? [] : [`${percent(text)} of the text`]),
    ...(members === null ? [] : [`holds ${members.count} of its ${members.of}`]),
  ]
  return told.join(', ')
}
