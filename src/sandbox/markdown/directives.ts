const opening = /^(\s{0,3}):::\s*(callout|collapsible|button|video)\b\s*(\{?.*?\}?)\s*$/
const closing = /^\s{0,3}:::\s*$/
const fence = /^\s{0,3}(`{3,}|~{3,})/

/** Turns `:::` lines of Intercom's dialect into the HTML they stand for; other directives lose their two lines. */
export function directives(markdown: string): string {
  const ends: string[] = []
  let code: string | undefined
  const out = markdown.split('\n').map((line) => {
    const mark = fence.exec(line)?.[1]
    if (mark !== undefined) code = code === undefined ? mark[0] : mark[0] === code ? undefined : code
    if (code !== undefined) return line
    const [, , name = '', attributes = ''] = opening.exec(line) ?? []
    if (name !== '') {
      const [start, end] = shape(name, attributes)
      ends.push(end)
      return `\n${start}\n`
    }
    if (closing.test(line) && ends.length > 0) return `\n${String(ends.pop())}\n`
    return /^\s{0,3}:::/.test(line) ? (ends.push(''), '') : line
  })
  return [...out, ...ends.reverse()].join('\n')
}

function shape(name: string, attributes: string): [string, string] {
  const value = (key: string): string => new RegExp(`\\b${key}="([^"]*)"`).exec(attributes)?.[1]?.replace(/</g, '&lt;') ?? ''
  switch (name) {
    case 'callout':
      return [
        `<div class="intercom-interblocks-callout" style="background-color: ${value('backgroundColor')}; border-color: ${value('borderColor')};">`,
        '</div>',
      ]
    case 'collapsible':
      return [`<details><summary>${value('title')}</summary><div class="collapsible-section-content">`, '</div></details>']
    case 'button':
      return [
        `<div class="intercom-container"><a class="intercom-h2b-button" href="${value('href')}">${value('label')}</a></div>`,
        '',
      ]
    default:
      return [
        `<div><iframe src="${value('src') === '' ? address(value('provider'), value('id')) : value('src')}"></iframe></div>`,
        '',
      ]
  }
}

const players: Readonly<Record<string, string>> = {
  youtube: 'https://www.youtube.com/embed/',
  vimeo: 'https://player.vimeo.com/video/',
  wistia: 'https://fast.wistia.net/embed/iframe/',
  loom: 'https://www.loom.com/embed/',
  vidyard: 'https://play.vidyard.com/',
  streamio: 'https://streamio.com/api/v1/videos/',
}

const address = (provider: string, id: string): string =>
  `${players[provider.toLowerCase()] ?? 'about:blank#'}${encodeURIComponent(id)}`
