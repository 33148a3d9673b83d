/** A promise that was not kept, with its name and what was seen. */
export class Broken extends Error {
  readonly promise: string
  constructor(promise: string, says: string) {
    super(`${promise}: ${says}`)
    this.name = 'Broken'
    this.promise = promise
  }
}

/** Says which promise is broken where something is not as it should be. */
export function hold(promise: string, holds: boolean, says: () => string): void {
  if (!holds) throw new Broken(promise, says())
}
