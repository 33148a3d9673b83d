import type { Element, ElementContent } from 'hast'
import { webAddress } from '../address.ts'
import { attribute, el } from './tree.ts'

const hosts = [
  /(^|\.)youtube(-nocookie)?\.com$/,
  /^youtu\.be$/,
  /(^|\.)vimeo\.com$/,
  /(^|\.)wistia\.(com|net)$/,
  /(^|\.)loom\.com$/,
  /(^|\.)vidyard\.com$/,
  /(^|\.)streamio\.com$/,
]

/** An iframe of a known video host stays, in a wrapper; any other goes. */
export function video(node: Element): ElementContent[] {
  const src = attribute(node, 'src')
  const url = src === undefined ? undefined : webAddress(src, 'https://intercom.help')
  if (url === undefined || !hosts.some((host) => host.test(url.hostname))) return []
  const frame = el('iframe', { src, frameBorder: '0', allowFullScreen: true }, [])
  return [el('div', { className: ['intercom-h2b-video'] }, [frame])]
}
