import { Stop } from '../../model/index.ts'

/** The host of each region, as `/me` names the region. */
const regions: Readonly<Record<string, string>> = {
  US: 'api.intercom.io',
  EU: 'api.eu.intercom.io',
  AU: 'api.au.intercom.io',
}

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host)

/** The origin requests go to. Throws Stop(78) for anything but Intercom's own hosts and loopback: the token goes nowhere else. */
export function originOf(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null
  const official = url?.protocol === 'https:' && url.port === '' && Object.values(regions).includes(url.hostname)
  const loopback = url?.protocol === 'http:' && isLoopback(url.hostname)
  const bare =
    url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  if (url !== null && bare && (official || loopback)) return url
  const hosts = Object.values(regions).map((host) => `https://${host}`)
  throw new Stop(78, `baseUrl: expected ${hosts.join(', ')} or http on loopback, got ${JSON.stringify(baseUrl)}`)
}

/** Throws Stop(77) where the workspace lives in another region than the host we speak to. */
export function sameRegion(origin: URL, region: string): void {
  const host = regions[region.toUpperCase()]
  if (isLoopback(origin.hostname) || host === undefined || host === origin.hostname) return
  throw new Stop(
    77,
    `the token belongs to a workspace in region ${region}, but requests go to ${origin.hostname}; set region: '${region.toLowerCase()}' in the config`,
  )
}
