import type { Change, Ledger, Ref } from '../../model/index.ts'
import { at, imagesOf } from '../../model/index.ts'
import { imageFolder, imageKeeper, write, type FilesOptions } from '../../sides/files/index.ts'
import { hostedAt, type Fetched, type WorkspaceReader } from '../../sides/workspace/index.ts'
import type { Gallery } from './gallery.ts'
import { hostedIn, pictures, type Hosted } from './images.ts'
import type { Pulling } from './pulling.ts'

/** Where the images of a pull come from. */
export interface Showing extends Pick<Gallery, 'fetch' | 'signatures'> {
  readonly side: Pick<WorkspaceReader, 'one'>
}

/** A hosted image that stays where it is: `files` are those that show it by its address. */
export interface Unfetched {
  readonly address: string
  readonly fault: string
  readonly file: string
}

/** The hosted images a pull brings into the files. */
export function toFetch({ pulled, around }: Pulling, ledger: Ledger, { signatures }: Pick<Gallery, 'signatures'>): Hosted[] {
  const paths = new Map([...ledger.images()].flatMap(([path, source]) => (signatures.has(path) ? [[source, path]] : [])))
  return hostedIn(pulled.changes, around.images, (image) => paths.get(image))
}

/**
 * Fetches the hosted images of a pull into files and remembers which they are. Answers the pull with texts that show those files; what could not
 * be fetched is shown by its address, without signature.
 */
export async function illustrated(
  found: Pulling,
  wanted: readonly Hosted[],
  gallery: Showing,
  ledger: Ledger,
  options: Pick<FilesOptions, 'root' | 'content'>,
  done: () => void,
): Promise<{ readonly found: Pulling; readonly unfetched: readonly Unfetched[] }> {
  if (wanted.length === 0) return { found, unfetched: [] }
  const { around, pulled } = found
  const keep = imageKeeper(options.root, imageFolder(options), around.images)
  const { kept, faults } = await pictures(wanted, (image) => fetched(image, found, gallery, ledger), keep, done)
  const images = new Map(around.images)
  for (const [called, { digest, image, path }] of kept) {
    images.set(called, image).set(digest, image)
    ledger.learn(path, digest)
  }
  const again = write(pulled.changes, { ...around, images }, (change) => shownBy(change).some((image) => kept.has(image)))
  const texts = new Map(again.map((writing) => [writing.file, writing]))
  return {
    found: { ...found, writings: found.writings.map((writing) => texts.get(writing.file) ?? writing) },
    unfetched: faults.map(({ of, fault }) => ({ address: hostedAt(of.path), fault, file: fileOf(of.shown.to, found) })),
  }
}

const shownBy = (change: Change): string[] =>
  change.verb === 'create' || change.verb === 'update' ? imagesOf(change.to.fields) : []

const fileOf = (ref: Ref, { writings }: Pulling): string =>
  writings.find(({ of }) => of !== undefined && at(of) === at(ref))?.file ?? at(ref)

/** An image by the signature it was read with; where that is none any more, by one that is read anew. */
async function fetched(image: Hosted, found: Pulling, { side, fetch, signatures }: Showing, ledger: Ledger): Promise<Fetched> {
  const first = signatures.get(image.path)
  const got = await fetch(image.path, first ?? '')
  const id = idOf(image.shown, found, ledger)
  if (!('fault' in got) || got.signature !== true || id === undefined) return got
  await side.one(image.shown.to.kind, id)
  const fresh = signatures.get(image.path)
  return fresh === undefined || fresh === first ? got : await fetch(image.path, fresh)
}

function idOf({ to, ...change }: Hosted['shown'], { named }: Pulling, ledger: Ledger): string | undefined {
  if ('id' in change) return change.id
  const object = [...named].find(([name, key]) => key === to.key && name.startsWith(`${to.kind}:@`))?.[0]
  return object?.slice(object.indexOf('@') + 1) ?? ledger.entry(to)?.id ?? undefined
}
