/** Letters of JSON whose values are held beside their text: as much as some hundred changes under way look at again and again. */
const room = 1 << 20

/** Remembers the values that were asked for last, so that what is looked at several times in a row is parsed once. Nobody changes them. */
export function recently(): { value(key: string, text: () => string): unknown; forget(key: string): void } {
  const held = new Map<string, { readonly value: unknown; readonly size: number }>()
  let size = 0
  const forget = (key: string): void => {
    size -= held.get(key)?.size ?? 0
    held.delete(key)
  }
  return {
    value(key, text) {
      const known = held.get(key)
      if (known !== undefined) {
        // the one asked for last is let go last
        held.delete(key)
        held.set(key, known)
        return known.value
      }
      const json = text()
      const value: unknown = JSON.parse(json)
      held.set(key, { value, size: json.length })
      size += json.length
      for (const oldest of held.keys()) {
        if (size <= room) break
        forget(oldest)
      }
      return value
    },
    forget,
  }
}
