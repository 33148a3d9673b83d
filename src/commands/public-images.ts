import { imagesOf, type Finding, type Resource } from '../model/index.ts'
import type { FilesWorld, LocalImage } from '../sides/files/index.ts'

/** What is known of local images when nobody here can serve them: where they will be, and what Intercom hosts already. */
export interface Publishing {
  /** `assets.publicUrl` of the config */
  readonly base: string | undefined
  /** the commit the base may name */
  readonly commit: string | null
  /** whether a file is in that commit as it is here, and the commit is where others can fetch it */
  readonly pushed: (file: string) => boolean
  /** digests or URLs Intercom hosts */
  readonly hosted: ReadonlySet<string>
}

/** Where the public can fetch an image; null when nowhere. */
export function publicAddress(base: string | undefined, commit: string | null, image: LocalImage | undefined): string | null {
  if (base === undefined || image === undefined || (base.includes('{commit}') && commit === null)) return null
  const path = image.file.split('/').map(encodeURIComponent).join('/')
  return `${base.replaceAll('{commit}', commit ?? '').replace(/\/?$/u, '/')}${path}`
}

/** Local images that Intercom could not fetch, each with the file that shows it and what to do. */
export function unreachable({ resources, images }: FilesWorld, publishing: Publishing): Finding[] {
  return resources.flatMap((resource) =>
    [...new Set(digestsIn(resource))]
      .filter((digest) => !publishing.hosted.has(digest))
      .flatMap((digest) => {
        const image = images.get(digest)
        const says = image === undefined ? undefined : wrong(image, publishing)
        return says === undefined ? [] : [finding(resource, says)]
      }),
  )
}

function wrong({ file }: LocalImage, { base, commit, pushed }: Publishing): string | undefined {
  if (base === undefined) return `${file}: Intercom has to fetch it from somewhere: set assets.publicUrl in the config`
  if (!base.includes('{commit}')) return undefined
  if (commit === null) return `${file}: assets.publicUrl names {commit}, but this is no git checkout with a commit`
  return pushed(file)
    ? undefined
    : `${file}: assets.publicUrl names {commit}, but the file is not in a pushed commit as it is here: commit and push it first`
}

const finding = ({ origin }: Resource, message: string): Finding => ({
  severity: 'error',
  rule: 'image/unreachable',
  file: origin?.file ?? 'sync.config',
  line: origin?.line ?? 1,
  message,
})

const digestsIn = ({ fields }: Resource): string[] => imagesOf(fields).filter((image) => image.startsWith('sha256:'))
