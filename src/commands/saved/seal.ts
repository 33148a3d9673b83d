import { createHash } from 'node:crypto'
import { sha256 } from '../../model/index.ts'

const tail = /,\n {4}"seal": "([0-9a-f]{64})"\n {2}\}\n\}\n$/u
const length = ',\n    "seal": ""\n  }\n}\n'.length + 64
const end = '\n  }\n}'

/** The pieces of a document, each as `clean` leaves it, with a seal: the digest of every byte before it. The document ends with an object, which gets the seal as its last member. */
export function* sealed(pieces: Iterable<string>, clean: (text: string) => string): Generator<string> {
  const hash = createHash('sha256')
  let last = ''
  for (const piece of pieces) {
    hash.update(last)
    yield last
    last = clean(piece)
  }
  if (!last.endsWith(end)) throw new Error('a document without an object at its end has no place for a seal')
  const whole = last.slice(0, -end.length)
  yield `${whole},\n    "seal": "${hash.update(whole).digest('hex')}"${end}\n`
}

/** Whether a file is byte for byte as it was sealed; undefined where it has no seal. */
export function unbroken(bytes: Uint8Array): boolean | undefined {
  const said = tail.exec(Buffer.from(bytes.subarray(-length)).toString('latin1'))?.[1]
  return said === undefined ? undefined : sha256(bytes.subarray(0, -length)) === said
}
