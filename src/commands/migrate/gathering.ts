/** Images fetched as soon as somebody sees their address, a few at once, each once. */
export interface Gathering<T> {
  /** an image is there, and can be fetched with this signature for some minutes; '' is none */
  readonly sighted: (image: string, signature: string) => void
  /** hosted image → the newest signature it was seen with */
  readonly signatures: ReadonlyMap<string, string>
  /** fetches one once more, with the newest signature */
  again(image: string): Promise<T>
  /** what became of each, once all are here. Throws what the first fetch threw */
  done(): Promise<ReadonlyMap<string, T>>
}

/** Begins to gather: `one` fetches an image, and is under way at most `atOnce` times. */
export function gathering<T>(one: (image: string, signature: string) => Promise<T>, atOnce: number): Gathering<T> {
  const signatures = new Map<string, string>()
  const waiting: string[] = []
  const found = new Map<string, T>()
  const broken: unknown[] = []
  let running = 0
  let idle: (() => void)[] = []

  const fetched = async (image: string): Promise<void> => {
    running += 1
    try {
      found.set(image, await one(image, signatures.get(image) ?? ''))
    } catch (error) {
      broken.push(error)
    }
    running -= 1
    pump()
  }
  function pump(): void {
    if (broken.length > 0) waiting.length = 0
    while (running < atOnce) {
      const image = waiting.shift()
      if (image === undefined) break
      void fetched(image)
    }
    if (running > 0) return
    for (const wake of idle) wake()
    idle = []
  }

  return {
    signatures,
    sighted(image, signature) {
      const known = signatures.has(image)
      // cut out of an answer it would keep all of it in memory
      signatures.set(known ? image : Buffer.from(image).toString(), Buffer.from(signature).toString())
      if (known) return
      waiting.push(image)
      pump()
    },
    async again(image) {
      const got = await one(image, signatures.get(image) ?? '')
      found.set(image, got)
      return got
    },
    async done() {
      if (running > 0) await new Promise<void>((resolve) => idle.push(resolve))
      if (broken.length > 0) throw broken[0]
      return found
    },
  }
}
