import { sha256, stable, subject, type Change } from '../../model/index.ts'

/** The digest of all that a change writes and remembers, whatever was there before. */
export const proof = (change: Change): string => {
  const { kind, key } = subject(change)
  return sha256(stable([change.verb, kind, key, ...content(change)]))
}

function content(change: Change): unknown[] {
  switch (change.verb) {
    case 'create':
      return [change.to.fields, change.base, change.to.mention]
    case 'update': {
      const { id, to, base, movedFrom, takeover, commands, drifted } = change
      return [id, change.fields.map((name) => [name, to.fields[name]]), base, movedFrom, takeover, commands, drifted]
    }
    case 'adopt':
      return [change.id, change.base, change.movedFrom]
    case 'delete':
      return [change.id]
    case 'forget':
      return []
  }
}
