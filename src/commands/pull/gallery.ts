import { imageFetcher, type ImageFetcher, type WorkspaceOptions } from '../../sides/workspace/index.ts'

/** The hosted images of a workspace, and what lets them be fetched. */
export interface Gallery {
  readonly fetch: ImageFetcher
  /** bare path → the signature it was read with last */
  readonly signatures: ReadonlyMap<string, string>
  /** keeps the signatures of what is read; an option of the side that reads */
  readonly sighted: NonNullable<WorkspaceOptions['sighted']>
}

/** An empty gallery: it fills while a workspace is read. */
export function gallery(options: WorkspaceOptions): Gallery {
  const signatures = new Map<string, string>()
  return {
    fetch: imageFetcher(options),
    signatures,
    // a copy: a piece of an answer would keep all of it in memory
    sighted: (image, signature) => void signatures.set(image, Buffer.from(signature).toString()),
  }
}
