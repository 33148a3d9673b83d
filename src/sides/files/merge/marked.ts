const part = (text: string): string => (text === '' ? '' : `${text}\n`)

/** Two versions of the same lines and what they were, between markers as git writes them (diff3 style); ends with a line end. */
export const marked = (file: string, before: string, intercom: string, said: string): string =>
  `<<<<<<< file\n${part(file)}||||||| before\n${part(before)}=======\n${part(intercom)}>>>>>>> ${said}\n`
