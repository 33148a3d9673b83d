/** A law that does not hold, with its number and what was seen. */
export class Broken extends Error {
  constructor(law: number, says: string) {
    super(`law ${law}: ${says}`)
    this.name = 'Broken'
  }
}

/** Says which law is broken where something is not as it should be. */
export function hold(law: number, holds: boolean, says: () => string): void {
  if (!holds) throw new Broken(law, says())
}
