/** Names some systems keep for devices, whatever their extension. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/u
/** Bytes; file systems take 255, an extension and a locale come after it. */
const longest = 80

const cut = (text: string): string => {
  let name = ''
  for (const sign of text) {
    if (Buffer.byteLength(name + sign) > longest) break
    name += sign
  }
  return name.replace(/-+$/u, '')
}

/**
 * A file name (without extension) that every file system takes, from a title: lower case, words joined by `-`, letters of any script. `taken`
 * holds names already given there; the new one is added to it.
 */
export function fileName(title: string, taken: Set<string>): string {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/['’]/gu, '')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^[\p{M}-]+/u, '')
    .replace(/-+$/u, '')
  const plain = cut(words)
  // `readme` is not content; a name of marks alone would not be seen
  const name =
    plain === '' || !/[\p{L}\p{N}]/u.test(plain) ? 'untitled' : devices.test(plain) || plain === 'readme' ? `${plain}-1` : plain
  const spelled = (n: number): string => (n === 1 ? name : `${name}-${n}`)
  let n = 1
  while (taken.has(folded(spelled(n)))) n += 1
  taken.add(folded(spelled(n)))
  return spelled(n)
}

/** Names that some file system takes for the same. */
export const folded = (name: string): string => name.normalize('NFKC').toLowerCase().toUpperCase()
