import type { Construct } from '../construct.ts'
import { attribute, element } from '../element.ts'
import { escapeAttribute } from '../escape.ts'

/** For each provider: addresses of its pages and frames (the id is the first group), and the frame we write. */
const providers: Readonly<Record<string, { readonly urls: readonly RegExp[]; readonly frame: (id: string) => string }>> = {
  youtube: {
    urls: [
      /^https?:\/\/(?:www\.|m\.)?youtube(?:-nocookie)?\.com\/(?:embed\/|shorts\/|live\/|v\/|watch\?(?:[^#]*&)?v=)([\w-]{6,})/u,
      /^https?:\/\/youtu\.be\/([\w-]{6,})/u,
    ],
    frame: (id) => `https://www.youtube.com/embed/${id}`,
  },
  vimeo: {
    urls: [/^https?:\/\/(?:www\.|player\.)?vimeo\.com\/(?:video\/)?(\d+)/u],
    frame: (id) => `https://player.vimeo.com/video/${id}`,
  },
  wistia: {
    urls: [
      /^https?:\/\/fast\.wistia\.(?:net|com)\/embed\/(?:iframe|medias)\/(\w+)/u,
      /^https?:\/\/[\w-]+\.wistia\.(?:net|com)\/medias\/(\w+)/u,
    ],
    frame: (id) => `https://fast.wistia.net/embed/iframe/${id}`,
  },
  loom: {
    urls: [/^https?:\/\/(?:www\.)?loom\.com\/(?:embed|share)\/(\w+)/u],
    frame: (id) => `https://www.loom.com/embed/${id}`,
  },
  vidyard: {
    urls: [/^https?:\/\/(?:play|share|embed)\.vidyard\.com\/(?:watch\/)?([\w-]{6,}?)(?:\.html|\.jpg)?(?:[?#]|$)/u],
    frame: (id) => `https://play.vidyard.com/${id}`,
  },
  streamio: {
    urls: [/^https?:\/\/(?:www\.)?streamio\.com\/api\/v1\/videos\/(\w+)/u],
    frame: (id) => `https://streamio.com/api/v1/videos/${id}/public_show`,
  },
}

/** Whether an address asks for a part of a video, which a video in an article does not keep. */
export const hasMoment = (url: string): boolean => /[?&#](?:t|start|end|list)=/u.test(url)

/** The video an address leads to, on a host Intercom embeds; null for any other address. */
export function videoAt(url: string): { readonly provider: string; readonly id: string } | null {
  const absolute = url.startsWith('//') ? `https:${url}` : url
  for (const [provider, { urls }] of Object.entries(providers)) {
    for (const pattern of urls) {
      const id = pattern.exec(absolute)?.[1]
      if (id !== undefined) return { provider, id }
    }
  }
  return null
}

export const video = {
  is: 'video',
  says: 'a video',
  tags: {
    iframe: (node, _at, reader) => {
      const src = attribute(node, 'src') ?? ''
      const found = videoAt(src)
      // a workspace's stays as it is
      if (found !== null && hasMoment(src) && !reader.exact) return null
      if (found !== null && hasMoment(src)) reader.lost('prose/video', node, 'the moment a video begins or ends at')
      if (found !== null) return [{ is: 'video', ...found }]
      if (!reader.exact) return null
      reader.lost(
        'prose/frame',
        node,
        `a frame of ${src.slice(0, 200)}: Intercom embeds ${Object.keys(providers).join(', ')} only`,
      )
      return []
    },
  },
  directives: {
    video: (node) => {
      const { id, provider, src, url } = node.attributes ?? {}
      const name = provider?.toLowerCase() ?? 'youtube'
      const known = Object.hasOwn(providers, name) ? providers[name] : undefined
      const address =
        src ?? url ?? (typeof id === 'string' && known !== undefined && /^[\w-]+$/u.test(id) ? known.frame(id) : null)
      if (typeof address === 'string' && videoAt(address) !== null) return [element('iframe', { src: address }, [])]
      return `expected id="…" provider="${Object.keys(providers).join('|')}" on :::video, got id "${id ?? ''}" and provider "${provider ?? ''}"`
    },
  },
  html: (block, out) => {
    const src = providers[block.provider]?.frame(block.id)
    if (src === undefined) throw new Error(`no frame for a video of ${block.provider}`)
    out.put(`<div class="intercom-h2b-video"><iframe src="${escapeAttribute(src)}"></iframe></div>`)
  },
  markdown: ({ id, provider }) => `:::video id="${id}" provider="${provider}"\n:::`,
} as const satisfies Construct<'video'>
