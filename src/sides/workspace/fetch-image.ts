import { Stop } from '../../model/index.ts'
import { originOf } from './base-url.ts'
import { hostedAt, imageIn, isHostedPath } from './hosted.ts'
import type { WorkspaceOptions } from './options.ts'
import { silence } from './refusal.ts'

/** The bytes of a hosted image, or why there are none. `signature`: a newer one may be taken. */
export type Fetched = { readonly bytes: Buffer } | { readonly fault: string; readonly signature?: true }

/** Fetches a hosted image (`cdn:/i/o/…`) with the signature it was read with; '' is none. */
export type ImageFetcher = (image: string, signature: string) => Promise<Fetched>

/** 20 MiB; Intercom itself takes less. */
const largest = 20 * 1024 * 1024
const hops = 3
const tries = 3
const pause = 1000
/** so many images in a row without any answer, and the rest is not asked for */
const patience = 3

type Needs = Pick<WorkspaceOptions, 'baseUrl' | 'timeout' | 'clock' | 'signal'>

/** How one request for an image ended. */
type Ended = Fetched | { readonly passing: string; readonly silent: boolean }

/**
 * Fetches hosted images, outside of the budget of the API and without its token: from Intercom's own hosts over https, for a workspace on this
 * machine from there. What cannot be had is a value; throws Stop 130 when interrupted.
 */
export function imageFetcher(needs: Needs): ImageFetcher {
  const origin = originOf(needs.baseUrl)
  let silent = 0
  return async (image, signature) => {
    if (!isHostedPath(image)) throw new Error(`${image} is not hosted by Intercom`)
    if (silent >= patience) return { fault: `not asked for: no answer to the last ${patience} images` }
    for (let n = 1; ; n += 1) {
      const ended = await once(addressOf(image, signature, origin), needs, origin)
      if (!('passing' in ended)) {
        silent = 0
        return ended
      }
      if (n === tries) {
        silent = ended.silent ? silent + 1 : 0
        return { fault: ended.passing }
      }
      await needs.clock.sleep(pause * n, needs.signal).catch((error: unknown) => {
        throw interrupted(needs) ?? error
      })
    }
  }
}

const interrupted = ({ signal }: Needs): Stop | null => (signal?.aborted === true ? new Stop(130, 'interrupted') : null)

const local = (origin: URL): boolean => origin.protocol === 'http:'

// a sandbox says its images are where Intercom has them, and has them itself
function addressOf(image: string, signature: string, origin: URL): URL {
  const hosted = new URL(hostedAt(image))
  const address = local(origin) ? new URL(hosted.pathname, origin) : hosted
  address.search = signature
  return address
}

const allowed = (address: URL, origin: URL): boolean =>
  local(origin)
    ? address.origin === origin.origin
    : address.protocol === 'https:' &&
      address.port === '' &&
      address.username === '' &&
      imageIn(address.href)?.startsWith('cdn:') === true

async function once(first: URL, needs: Needs, origin: URL): Promise<Ended> {
  const within = AbortSignal.timeout(needs.timeout)
  const signal = needs.signal === undefined ? within : AbortSignal.any([within, needs.signal])
  try {
    for (let address = first, hop = 0; ; hop += 1) {
      const answer = await fetch(address, { redirect: 'manual', signal, headers: { accept: 'image/*' } })
      const to = answer.headers.get('location')
      if (answer.status < 300 || answer.status > 399 || to === null) return await ending(answer)
      await answer.body?.cancel()
      if (hop === hops) return { fault: `redirected more than ${hops} times` }
      const next = URL.canParse(to, address.href) ? new URL(to, address) : null
      if (next === null || !allowed(next, origin))
        return { fault: `redirected away from Intercom, to ${next?.host ?? 'no address'}` }
      address = next
    }
  } catch (error) {
    const stopped = interrupted(needs)
    if (stopped !== null) throw stopped
    return { passing: silence(error, first.host, needs.timeout).failure.message, silent: true }
  }
}

async function ending(answer: Response): Promise<Ended> {
  const { status } = answer
  if (answer.ok) return await bytesOf(answer)
  await answer.body?.cancel()
  const fault = `answered ${status}`
  if (status === 408 || status === 429 || status >= 500) return { passing: fault, silent: false }
  return { fault, ...(status === 404 || status === 410 ? {} : { signature: true }) }
}

async function bytesOf({ body, headers }: Response): Promise<Ended> {
  const tooLarge = { fault: `larger than ${largest / 1024 / 1024} MB` }
  if (Number(headers.get('content-length')) > largest) {
    await body?.cancel()
    return tooLarge
  }
  const chunks: Uint8Array[] = []
  let size = 0
  if (body !== null)
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength
      // leaving the loop ends the transfer
      if (size > largest) return tooLarge
      chunks.push(chunk)
    }
  return size === 0 ? { fault: 'empty' } : { bytes: Buffer.concat(chunks) }
}
