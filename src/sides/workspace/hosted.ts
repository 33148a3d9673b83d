const main = 'downloads.intercomcdn.com'
// Europe has a name of its own: https://www.intercom.com/help/en/articles/3894-using-intercom-with-content-security-policy (read 2026-11-23)
const isHosted = (host: string): boolean => /(?:^|\.)intercomcdn\.(?:com|eu)$/.test(host)

/** An image as a workspace has it: the bare path where Intercom hosts it (`cdn:/i/o/…`), its own URL, or null for what is no web address. */
export function imageIn(src: string): string | null {
  if (!URL.canParse(src)) return null
  const url = new URL(src)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  if (!isHosted(url.hostname)) return src
  return url.hostname === main ? `cdn:${url.pathname}` : `cdn://${url.hostname}${url.pathname}`
}

/** The address of a hosted image, without signature: Intercom takes it back as its own. */
export function hostedAt(path: string): string {
  const bare = path.slice('cdn:'.length)
  return bare.startsWith('//') ? `https:${bare}` : `https://${main}${bare}`
}

export const isHostedPath = (image: string): boolean => image.startsWith('cdn:')

/** A body without the signatures of hosted images, which change with every reading. */
export const unsigned = (body: string): string =>
  body.replace(/(https?:\/\/(?:[\w-]+\.)*intercomcdn\.(?:com|eu)\/[^\s"'<>)?]*)\?[^\s"'<>)]*/g, '$1')

const signed = /https?:\/\/(?:[\w-]+\.)*intercomcdn\.(?:com|eu)\/[^\s"'<>)?]*\?[^\s"'<>)]*/g

/** The hosted images of a body as it was answered, each with the query that lets it be fetched for some minutes. */
export const signaturesIn = (body: string): [image: string, signature: string][] =>
  [...body.matchAll(signed)].flatMap(([found]) => {
    const address = found.replaceAll('&amp;', '&')
    const image = imageIn(address)
    return image === null ? [] : [[image, address.slice(address.indexOf('?'))] as [string, string]]
  })
